/* ioctl(2): its third argument is an address, or is not looked at. */
#include <bits/syscall_ret.h>
#include <stdarg.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>

int ioctl(int fd, unsigned long request, ...)
{
    va_list list;
    void *argument;

    va_start(list, request);
    argument = va_arg(list, void *);
    va_end(list);
    return (int)__syscall_ret(__lab_syscall(SYS_ioctl, fd, request, argument));
}
