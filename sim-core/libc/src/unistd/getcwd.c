/* getcwd(3): the kernel counts the NUL in its result; a NULL buffer asks for memory (a GNU extension). */
#include <bits/syscall_ret.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

char *getcwd(char *buffer, size_t size)
{
    char path[PATH_MAX];

    if (buffer && size == 0) {
        errno = EINVAL;
        return NULL;
    }
    if (buffer)
        return __syscall_ret(__lab_syscall(SYS_getcwd, buffer, size)) < 0 ? NULL : buffer;
    if (__syscall_ret(__lab_syscall(SYS_getcwd, path, sizeof(path))) < 0)
        return NULL;
    if (size == 0)
        return strdup(path);
    if (strlen(path) >= size) {
        errno = ERANGE;
        return NULL;
    }
    buffer = malloc(size);
    return buffer ? strcpy(buffer, path) : NULL;
}
