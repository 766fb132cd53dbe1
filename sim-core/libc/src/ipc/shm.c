/* System V shared memory: shmget(2), shmop(2), shmctl(2). */
#include <bits/syscall_ret.h>
#include <sys/shm.h>
#include <sys/syscall.h>

int shmget(key_t key, size_t size, int flags)
{
    return (int)__syscall_ret(__lab_syscall(SYS_shmget, key, size, flags));
}

void *shmat(int id, const void *addr, int flags)
{
    return (void *)__syscall_ret(__lab_syscall(SYS_shmat, id, addr, flags));
}

int shmdt(const void *addr)
{
    return (int)__syscall_ret(__lab_syscall(SYS_shmdt, addr));
}

int shmctl(int id, int command, struct shmid_ds *data)
{
    return (int)__syscall_ret(__lab_syscall(SYS_shmctl, id, command, data));
}
