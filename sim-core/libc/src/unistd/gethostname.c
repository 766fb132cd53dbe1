/* gethostname(2): cut out of what uname(2) tells, as in glibc. */
#include <bits/syscall_ret.h>
#include <errno.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

struct utsname_parts {
    char system[65];
    char node[65];
    char rest[4][65];
};

int gethostname(char *name, size_t size)
{
    struct utsname_parts parts;
    size_t len;

    if (__syscall_ret(__lab_syscall(SYS_uname, &parts)) < 0)
        return -1;
    len = strlen(parts.node) + 1;
    memcpy(name, parts.node, len < size ? len : size);
    if (len > size) {
        errno = ENAMETOOLONG;
        return -1;
    }
    return 0;
}
