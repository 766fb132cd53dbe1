/* gethostname(2): cut out of what uname(2) tells, as in glibc. */
#include <errno.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

int gethostname(char *name, size_t size)
{
    struct utsname system;
    size_t len;

    if (uname(&system) < 0)
        return -1;
    len = strlen(system.nodename) + 1;
    memcpy(name, system.nodename, len < size ? len : size);
    if (len > size) {
        errno = ENAMETOOLONG;
        return -1;
    }
    return 0;
}
