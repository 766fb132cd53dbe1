/* Names of files: remove(3) tries unlink, then rmdir; rename(2). */
#include <bits/syscall_ret.h>
#include <errno.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

int remove(const char *path)
{
    if (unlink(path) == 0)
        return 0;
    return errno == EISDIR || errno == EPERM ? rmdir(path) : -1;
}

int rename(const char *from, const char *to)
{
    return (int)__syscall_ret(__lab_syscall(SYS_rename, from, to));
}
