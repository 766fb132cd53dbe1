/* fcntl(2): steering a descriptor. */
#include <bits/syscall_ret.h>
#include <fcntl.h>
#include <stdarg.h>
#include <sys/syscall.h>

int fcntl(int fd, int command, ...)
{
    va_list list;
    long arg;

    va_start(list, command);
    arg = va_arg(list, long);
    va_end(list);
    return (int)__syscall_ret(__lab_syscall(SYS_fcntl, fd, command, arg));
}
