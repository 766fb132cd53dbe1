/* futex(2), as the semaphores, mutexes and condition variables of the library use it. */
#include <bits/futex.h>
#include <sys/syscall.h>

#define ANYBODY (-1)

/* FUTEX_WAIT_BITSET takes a point in time, FUTEX_WAIT a span. */
int __futex_wait(unsigned int *word, unsigned int expected, int flags, const struct timespec *until)
{
    return (int)__lab_syscall(SYS_futex, word, FUTEX_WAIT_BITSET | flags, expected, until, NULL, ANYBODY);
}

int __futex_wake(unsigned int *word, int most, int flags)
{
    return (int)__lab_syscall(SYS_futex, word, FUTEX_WAKE | flags, most, NULL, NULL, 0);
}
