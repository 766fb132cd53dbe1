/* Waiting for signals: pause(2), alarm(2). */
#include <bits/syscall_ret.h>
#include <bits/thread.h>
#include <sys/syscall.h>
#include <unistd.h>

int pause(void)
{
    long ret;

    __cancel_begin();
    ret = __lab_syscall(SYS_pause);
    __cancel_end();
    return (int)__syscall_ret(ret);
}

unsigned int alarm(unsigned int seconds)
{
    return (unsigned int)__lab_syscall(SYS_alarm, seconds);
}
