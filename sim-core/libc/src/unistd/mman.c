/* Mappings: mmap(2), munmap(2), mprotect(2). */
#include <bits/syscall_ret.h>
#include <sys/mman.h>
#include <sys/syscall.h>

void *mmap(void *addr, size_t len, int rights, int flags, int fd, off_t offset)
{
    return (void *)__syscall_ret(__lab_syscall(SYS_mmap, addr, len, rights, flags, fd, offset));
}

int munmap(void *addr, size_t len)
{
    return (int)__syscall_ret(__lab_syscall(SYS_munmap, addr, len));
}

int mprotect(void *addr, size_t len, int rights)
{
    return (int)__syscall_ret(__lab_syscall(SYS_mprotect, addr, len, rights));
}

int msync(void *addr, size_t len, int flags)
{
    return (int)__syscall_ret(__lab_syscall(SYS_msync, addr, len, flags));
}

int madvise(void *addr, size_t len, int advice)
{
    return (int)__syscall_ret(__lab_syscall(SYS_madvise, addr, len, advice));
}
