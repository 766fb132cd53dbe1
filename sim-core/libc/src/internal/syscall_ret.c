/* The kernel answers -4095 … -1 for an error; C programs see -1 and errno (intro(2), syscall(2)). */
#include <bits/syscall_ret.h>
#include <errno.h>

long __syscall_ret(unsigned long ret)
{
    if (ret > -4096UL) {
        errno = (int)-ret;
        return -1;
    }
    return (long)ret;
}
