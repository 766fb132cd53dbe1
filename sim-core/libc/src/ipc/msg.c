/* System V message queues: msgget(2), msgop(2), msgctl(2). */
#include <bits/syscall_ret.h>
#include <sys/msg.h>
#include <sys/syscall.h>

int msgget(key_t key, int flags)
{
    return (int)__syscall_ret(__lab_syscall(SYS_msgget, key, flags));
}

int msgsnd(int id, const void *message, size_t len, int flags)
{
    return (int)__syscall_ret(__lab_syscall(SYS_msgsnd, id, message, len, flags));
}

ssize_t msgrcv(int id, void *message, size_t len, long type, int flags)
{
    return __syscall_ret(__lab_syscall(SYS_msgrcv, id, message, len, type, flags));
}

int msgctl(int id, int command, struct msqid_ds *data)
{
    return (int)__syscall_ret(__lab_syscall(SYS_msgctl, id, command, data));
}
