/* System V semaphores: semget(2), semop(2), semctl(2). glibc asks semtimedop for semop too. */
#include <bits/syscall_ret.h>
#include <stdarg.h>
#include <sys/sem.h>
#include <sys/syscall.h>

int semget(key_t key, int count, int flags)
{
    return (int)__syscall_ret(__lab_syscall(SYS_semget, key, count, flags));
}

int semop(int id, struct sembuf *operations, size_t count)
{
    return semtimedop(id, operations, count, NULL);
}

int semtimedop(int id, struct sembuf *operations, size_t count, const struct timespec *timeout)
{
    return (int)__syscall_ret(__lab_syscall(SYS_semtimedop, id, operations, count, timeout));
}

/* The fourth argument is a union semun, eight bytes; it is looked at only where the command uses it. */
int semctl(int id, int number, int command, ...)
{
    unsigned long value = 0;
    va_list list;

    switch (command) {
    case SETVAL:
    case GETALL:
    case SETALL:
    case IPC_STAT:
    case IPC_SET:
    case SEM_STAT:
    case IPC_INFO:
    case SEM_INFO:
        va_start(list, command);
        value = va_arg(list, unsigned long);
        va_end(list);
        break;
    default:
        break;
    }
    return (int)__syscall_ret(__lab_syscall(SYS_semctl, id, number, command, value));
}
