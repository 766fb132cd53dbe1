/* sysconf(3): limits at run time, as far as programs here ask for them. */
#include <errno.h>
#include <limits.h>
#include <unistd.h>

int getpagesize(void)
{
    return 4096;
}

long sysconf(int name)
{
    switch (name) {
    case _SC_ARG_MAX:
        return 2097152;
    case _SC_CHILD_MAX:
        return 64;
    case _SC_CLK_TCK:
        return 100;
    case _SC_OPEN_MAX:
        return 1024;
    case _SC_PAGESIZE:
        return getpagesize();
    case _SC_NPROCESSORS_CONF:
    case _SC_NPROCESSORS_ONLN:
        return 1;
    default:
        errno = EINVAL;
        return -1;
    }
}
