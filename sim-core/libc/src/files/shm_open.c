/* POSIX shared memory: shm_open(3) makes files under /dev/shm. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define FOLDER "/dev/shm/"

/* The file of an object's name; 0 if the name cannot be one. */
static int path_of(const char *name, char path[sizeof(FOLDER) + NAME_MAX])
{
    while (*name == '/')
        name++;
    if (*name == '\0' || strchr(name, '/') || strcmp(name, ".") == 0 || strcmp(name, "..") == 0) {
        errno = EINVAL;
        return 0;
    }
    if (strlen(name) > NAME_MAX) {
        errno = ENAMETOOLONG;
        return 0;
    }
    strcpy(path, FOLDER);
    strcat(path, name);
    return 1;
}

int shm_open(const char *name, int flags, mode_t mode)
{
    char path[sizeof(FOLDER) + NAME_MAX];

    if (!path_of(name, path))
        return -1;
    return open(path, flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, mode);
}

int shm_unlink(const char *name)
{
    char path[sizeof(FOLDER) + NAME_MAX];

    if (!path_of(name, path))
        return -1;
    if (unlink(path) == 0)
        return 0;
    if (errno == EPERM)
        errno = EACCES;
    return -1;
}
