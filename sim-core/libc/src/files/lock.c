/* Locks: flock(2), and lockf(3) over the record locks of fcntl(2). */
#include <bits/syscall_ret.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/syscall.h>
#include <unistd.h>

int flock(int fd, int operation)
{
    return (int)__syscall_ret(__lab_syscall(SYS_flock, fd, operation));
}

int lockf(int fd, int command, off_t len)
{
    struct flock lock = { F_WRLCK, SEEK_CUR, 0, len, 0 };

    switch (command) {
    case F_TEST:
        lock.l_type = F_RDLCK;
        if (fcntl(fd, F_GETLK, &lock) < 0)
            return -1;
        if (lock.l_type == F_UNLCK || lock.l_pid == getpid())
            return 0;
        errno = EACCES;
        return -1;
    case F_ULOCK:
        lock.l_type = F_UNLCK;
        return fcntl(fd, F_SETLK, &lock);
    case F_LOCK:
        return fcntl(fd, F_SETLKW, &lock);
    case F_TLOCK:
        return fcntl(fd, F_SETLK, &lock);
    }
    errno = EINVAL;
    return -1;
}
