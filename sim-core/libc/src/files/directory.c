/* Directories as streams: opendir(3), readdir(3), scandir(3). The buffer has the size that glibc gives it. */
#include <bits/syscall_ret.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define ENTRIES 32768

struct __dirstream {
    int fd;
    size_t at;
    size_t len;
    off_t position;
    char entries[ENTRIES];
};

static DIR *stream_of(int fd)
{
    DIR *dir = malloc(sizeof(*dir));

    if (!dir)
        return NULL;
    dir->fd = fd;
    dir->at = dir->len = 0;
    dir->position = 0;
    return dir;
}

DIR *opendir(const char *path)
{
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_DIRECTORY | O_CLOEXEC);
    DIR *dir;

    if (fd < 0)
        return NULL;
    dir = stream_of(fd);
    if (!dir)
        close(fd);
    return dir;
}

DIR *fdopendir(int fd)
{
    struct stat file;

    if (fstat(fd, &file) < 0)
        return NULL;
    if (!S_ISDIR(file.st_mode)) {
        errno = ENOTDIR;
        return NULL;
    }
    return stream_of(fd);
}

struct dirent *readdir(DIR *dir)
{
    struct dirent *entry;

    if (dir->at >= dir->len) {
        long count = __syscall_ret(__lab_syscall(SYS_getdents64, dir->fd, dir->entries, ENTRIES));

        if (count <= 0)
            return NULL;
        dir->at = 0;
        dir->len = (size_t)count;
    }
    entry = (struct dirent *)(dir->entries + dir->at);
    dir->at += entry->d_reclen;
    dir->position = entry->d_off;
    return entry;
}

/* readdir_r(3), which is older than readdir's own safety. */
int readdir_r(DIR *dir, struct dirent *entry, struct dirent **result)
{
    int saved = errno;
    struct dirent *next;
    int error;

    errno = 0;
    next = readdir(dir);
    error = errno;
    errno = saved;
    *result = next ? entry : NULL;
    if (next)
        memcpy(entry, next, next->d_reclen);
    return next ? 0 : error;
}

int closedir(DIR *dir)
{
    int fd = dir->fd;

    free(dir);
    return close(fd);
}

void seekdir(DIR *dir, long position)
{
    lseek(dir->fd, position, SEEK_SET);
    dir->at = dir->len = 0;
    dir->position = position;
}

void rewinddir(DIR *dir)
{
    seekdir(dir, 0);
}

long telldir(DIR *dir)
{
    return dir->position;
}

int dirfd(DIR *dir)
{
    return dir->fd;
}
