/* syscall(2): any call by its number. */
#include <bits/syscall_ret.h>
#include <stdarg.h>
#include <unistd.h>

long syscall(long number, ...)
{
    long args[6];
    va_list list;

    va_start(list, number);
    for (int i = 0; i < 6; i++)
        args[i] = va_arg(list, long);
    va_end(list);
    return __syscall_ret(__lab_syscall(number, args[0], args[1], args[2], args[3], args[4], args[5]));
}
