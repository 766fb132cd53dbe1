/* execvp(3): a name without a slash is looked for along PATH. EACCES is reported only if no later entry serves. */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DEFAULT_PATH "/bin:/usr/bin"

/* Tries one entry of PATH; returns only when the search should go on, and with 0 when it should not. */
static int try_entry(const char *dir, size_t len, const char *file, char *const argv[], char *const envp[])
{
    char path[PATH_MAX + NAME_MAX + 2];

    memcpy(path, dir, len);
    if (len > 0)
        path[len++] = '/';
    strcpy(path + len, file);
    execve(path, argv, envp);
    return errno == EACCES || errno == ENOENT || errno == ESTALE || errno == ENOTDIR || errno == ENODEV ||
           errno == ETIMEDOUT;
}

int execvpe(const char *file, char *const argv[], char *const envp[])
{
    const char *dir = getenv("PATH");
    int was_refused = 0;

    if (*file == '\0') {
        errno = ENOENT;
        return -1;
    }
    if (strchr(file, '/'))
        return execve(file, argv, envp);
    if (strnlen(file, NAME_MAX + 1) > NAME_MAX) {
        errno = ENAMETOOLONG;
        return -1;
    }
    if (!dir)
        dir = DEFAULT_PATH;
    for (;;) {
        size_t len = strcspn(dir, ":");

        if (len < PATH_MAX) {
            if (!try_entry(dir, len, file, argv, envp))
                return -1;
            if (errno == EACCES)
                was_refused = 1;
        }
        if (dir[len] == '\0')
            break;
        dir += len + 1;
    }
    if (was_refused)
        errno = EACCES;
    return -1;
}

int execvp(const char *file, char *const argv[])
{
    return execvpe(file, argv, environ);
}
