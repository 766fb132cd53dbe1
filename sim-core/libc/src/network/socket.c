/* Sockets: socket(2), bind(2), listen(2), accept(2), connect(2), shutdown(2) and what is asked of them. */
#include <bits/syscall_ret.h>
#include <sys/socket.h>
#include <sys/syscall.h>

int socket(int domain, int type, int protocol)
{
    return (int)__syscall_ret(__lab_syscall(SYS_socket, domain, type, protocol));
}

int socketpair(int domain, int type, int protocol, int fds[2])
{
    return (int)__syscall_ret(__lab_syscall(SYS_socketpair, domain, type, protocol, fds));
}

int bind(int fd, const struct sockaddr *address, socklen_t len)
{
    return (int)__syscall_ret(__lab_syscall(SYS_bind, fd, address, len));
}

int listen(int fd, int backlog)
{
    return (int)__syscall_ret(__lab_syscall(SYS_listen, fd, backlog));
}

int accept(int fd, struct sockaddr *address, socklen_t *len)
{
    return (int)__syscall_ret(__lab_syscall(SYS_accept, fd, address, len));
}

int accept4(int fd, struct sockaddr *address, socklen_t *len, int flags)
{
    return (int)__syscall_ret(__lab_syscall(SYS_accept4, fd, address, len, flags));
}

int connect(int fd, const struct sockaddr *address, socklen_t len)
{
    return (int)__syscall_ret(__lab_syscall(SYS_connect, fd, address, len));
}

int getsockname(int fd, struct sockaddr *address, socklen_t *len)
{
    return (int)__syscall_ret(__lab_syscall(SYS_getsockname, fd, address, len));
}

int getpeername(int fd, struct sockaddr *address, socklen_t *len)
{
    return (int)__syscall_ret(__lab_syscall(SYS_getpeername, fd, address, len));
}

int shutdown(int fd, int how)
{
    return (int)__syscall_ret(__lab_syscall(SYS_shutdown, fd, how));
}

int getsockopt(int fd, int level, int name, void *value, socklen_t *len)
{
    return (int)__syscall_ret(__lab_syscall(SYS_getsockopt, fd, level, name, value, len));
}

int setsockopt(int fd, int level, int name, const void *value, socklen_t len)
{
    return (int)__syscall_ret(__lab_syscall(SYS_setsockopt, fd, level, name, value, len));
}
