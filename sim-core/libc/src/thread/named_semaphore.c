/* Named POSIX semaphores: sem_open(3), sem_close(3), sem_unlink(3). As with glibc a semaphore /name is the file
   /dev/shm/sem.name, mapped by whoever opens it; it gets its name only when it has its value. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <semaphore.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDER    "/dev/shm/sem."
#define PATH_ROOM (sizeof FOLDER + NAME_MAX)

/* What the process has open: opening a semaphore again gives the same address. */
struct opened {
    struct opened *next;
    sem_t *semaphore;
    dev_t device;
    ino_t file;
    int times;
};

static struct opened *all;

static int path_of(const char *name, char *path)
{
    while (*name == '/')
        name++;
    if (*name == '\0' || strlen(name) > NAME_MAX - 4 || strchr(name, '/')) {
        errno = EINVAL;
        return -1;
    }
    strcpy(path, FOLDER);
    strcat(path, name);
    return 0;
}

/* Maps an open file, or finds where it is mapped already. */
static sem_t *attach(int fd)
{
    struct stat file;
    struct opened *entry;
    sem_t *semaphore;

    if (fstat(fd, &file) < 0)
        return SEM_FAILED;
    for (entry = all; entry; entry = entry->next)
        if (entry->device == file.st_dev && entry->file == file.st_ino) {
            entry->times++;
            return entry->semaphore;
        }
    semaphore = mmap(NULL, sizeof *semaphore, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    entry = malloc(sizeof *entry);
    if (semaphore == MAP_FAILED || !entry)
        return SEM_FAILED;
    *entry = (struct opened){ all, semaphore, file.st_dev, file.st_ino, 1 };
    all = entry;
    return semaphore;
}

static sem_t *open_existing(const char *path)
{
    int fd = open(path, O_RDWR | O_CLOEXEC);
    sem_t *semaphore;

    if (fd < 0)
        return SEM_FAILED;
    semaphore = attach(fd);
    close(fd);
    return semaphore;
}

static sem_t *create(const char *path, mode_t mode, unsigned int value)
{
    char draft[PATH_ROOM];
    sem_t contents, *semaphore = SEM_FAILED;
    int fd;

    memset(&contents, 0, sizeof contents);
    sem_init(&contents, 1, value);
    sprintf(draft, FOLDER "draft-%d", (int)getpid());
    fd = open(draft, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (fd < 0)
        return SEM_FAILED;
    if (write(fd, &contents, sizeof contents) == (ssize_t)sizeof contents && link(draft, path) == 0)
        semaphore = attach(fd);
    unlink(draft);
    close(fd);
    return semaphore;
}

sem_t *sem_open(const char *name, int flags, ...)
{
    char path[PATH_ROOM];
    sem_t *semaphore;
    va_list list;
    mode_t mode;
    unsigned int value;

    if (path_of(name, path) < 0)
        return SEM_FAILED;
    for (;;) {
        if (!(flags & O_CREAT) || !(flags & O_EXCL)) {
            semaphore = open_existing(path);
            if (semaphore != SEM_FAILED || !(flags & O_CREAT) || errno != ENOENT)
                return semaphore;
        }
        va_start(list, flags);
        mode = va_arg(list, mode_t);
        value = va_arg(list, unsigned int);
        va_end(list);
        if (value > SEM_VALUE_MAX) {
            errno = EINVAL;
            return SEM_FAILED;
        }
        semaphore = create(path, mode, value);
        if (semaphore != SEM_FAILED || errno != EEXIST || flags & O_EXCL)
            return semaphore;
    }
}

int sem_close(sem_t *semaphore)
{
    for (struct opened **link = &all; *link; link = &(*link)->next) {
        struct opened *entry = *link;

        if (entry->semaphore != semaphore)
            continue;
        if (--entry->times == 0) {
            *link = entry->next;
            munmap(semaphore, sizeof *semaphore);
            free(entry);
        }
        return 0;
    }
    errno = EINVAL;
    return -1;
}

int sem_unlink(const char *name)
{
    char path[PATH_ROOM];

    if (path_of(name, path) < 0) {
        errno = ENOENT;
        return -1;
    }
    if (unlink(path) == 0)
        return 0;
    if (errno == EPERM)
        errno = EACCES;
    return -1;
}
