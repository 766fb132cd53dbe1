/* Message passing through mailboxes: calls that the lab's kernel has and Linux does not. */
#include <bits/syscall_ret.h>
#include <message.h>
#include <sys/syscall.h>

int mailbox_open(int port, int capacity)
{
    return (int)__syscall_ret(__lab_syscall(SYS_lab_mailbox_open, port, capacity));
}

int mailbox_put(int port, const void *message, size_t size, int flags)
{
    return (int)__syscall_ret(__lab_syscall(SYS_lab_mailbox_send, port, message, size, flags));
}

ssize_t mailbox_take(int port, void *message, size_t size, int flags)
{
    return __syscall_ret(__lab_syscall(SYS_lab_mailbox_receive, port, message, size, flags));
}

int mailbox_remove(int port)
{
    return (int)__syscall_ret(__lab_syscall(SYS_lab_mailbox_remove, port));
}
