/* Waiting for signals: pause(2), alarm(2). */
#include <bits/syscall_ret.h>
#include <sys/syscall.h>
#include <unistd.h>

int pause(void)
{
    return (int)__syscall_ret(__lab_syscall(SYS_pause));
}

unsigned int alarm(unsigned int seconds)
{
    return (unsigned int)__lab_syscall(SYS_alarm, seconds);
}
