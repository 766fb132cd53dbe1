/* Message passing, direct: calls that the lab's kernel has and Linux does not. */
#include <bits/syscall_ret.h>
#include <message.h>
#include <sys/syscall.h>

int message_send(pid_t to, const void *message, size_t size, int flags)
{
    return (int)__syscall_ret(__lab_syscall(SYS_lab_send, to, message, size, flags));
}

ssize_t message_receive(pid_t from, void *message, size_t size, int flags, pid_t *sender)
{
    return __syscall_ret(__lab_syscall(SYS_lab_receive, from, message, size, flags, sender));
}
