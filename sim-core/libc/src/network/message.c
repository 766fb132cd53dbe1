/* Sending and receiving: send(2), recv(2), and the parts of a control buffer (cmsg(3)). */
#include <bits/syscall_ret.h>
#include <sys/socket.h>
#include <sys/syscall.h>

ssize_t send(int fd, const void *data, size_t len, int flags)
{
    return __syscall_ret(__lab_syscall(SYS_sendto, fd, data, len, flags, 0, 0));
}

ssize_t sendto(int fd, const void *data, size_t len, int flags, const struct sockaddr *to, socklen_t to_len)
{
    return __syscall_ret(__lab_syscall(SYS_sendto, fd, data, len, flags, to, to_len));
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags)
{
    return __syscall_ret(__lab_syscall(SYS_sendmsg, fd, message, flags));
}

ssize_t recv(int fd, void *data, size_t len, int flags)
{
    return __syscall_ret(__lab_syscall(SYS_recvfrom, fd, data, len, flags, 0, 0));
}

ssize_t recvfrom(int fd, void *data, size_t len, int flags, struct sockaddr *from, socklen_t *from_len)
{
    return __syscall_ret(__lab_syscall(SYS_recvfrom, fd, data, len, flags, from, from_len));
}

ssize_t recvmsg(int fd, struct msghdr *message, int flags)
{
    return __syscall_ret(__lab_syscall(SYS_recvmsg, fd, message, flags));
}

struct cmsghdr *__cmsg_nxthdr(struct msghdr *message, struct cmsghdr *control)
{
    char *end = (char *)message->msg_control + message->msg_controllen;
    char *next;

    if (control->cmsg_len < sizeof(struct cmsghdr)) {
        return NULL;
    }
    next = (char *)control + CMSG_ALIGN(control->cmsg_len);
    if (next + sizeof(struct cmsghdr) > end || next + CMSG_ALIGN(((struct cmsghdr *)next)->cmsg_len) > end) {
        return NULL;
    }
    return (struct cmsghdr *)next;
}
