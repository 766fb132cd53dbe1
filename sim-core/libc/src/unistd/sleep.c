/* sleep(3), usleep(3): glibc asks clock_nanosleep of the real-time clock for both. */
#include <errno.h>
#include <bits/syscall_ret.h>
#include <bits/thread.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

unsigned int sleep(unsigned int seconds)
{
    struct timespec left = { seconds, 0 };
    long ret;

    __cancel_begin();
    ret = __lab_syscall(SYS_clock_nanosleep, CLOCK_REALTIME, 0, &left, &left);
    __cancel_end();
    if (__syscall_ret(ret) < 0)
        return (unsigned int)left.tv_sec;
    return 0;
}

int usleep(useconds_t microseconds)
{
    struct timespec request = { microseconds / 1000000, microseconds % 1000000 * 1000L };
    long ret;

    __cancel_begin();
    ret = __lab_syscall(SYS_clock_nanosleep, CLOCK_REALTIME, 0, &request, NULL);
    __cancel_end();
    return (int)__syscall_ret(ret);
}
