#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

static int lock(int fd, int command, short type, off_t start, off_t len)
{
    struct flock request = { .l_type = type, .l_whence = SEEK_SET, .l_start = start, .l_len = len };

    return fcntl(fd, command, &request);
}

/* Record locks keep processes apart; a circle of waiting is refused; flock is another kind. */
int main(void)
{
    int ready[2], status;
    char c;
    int fd = open("/tmp/lab-lock", O_CREAT | O_RDWR, 0644);

    pipe(ready);
    lock(fd, F_SETLK, F_WRLCK, 0, 10);
    if (fork() == 0) {
        struct flock test = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 5, .l_len = 100 };

        if (lock(fd, F_SETLK, F_RDLCK, 5, 1) < 0)
            printf("child: %s\n", strerror(errno));
        fcntl(fd, F_GETLK, &test);
        printf("child: bytes %ld to %ld are locked by my parent: %d\n", (long)test.l_start,
               (long)(test.l_start + test.l_len - 1), test.l_pid == getppid());
        printf("child: the rest %s\n", lock(fd, F_SETLK, F_WRLCK, 10, 10) == 0 ? "is free" : "is locked");
        fflush(stdout);
        write(ready[1], "x", 1);
        lock(fd, F_SETLKW, F_WRLCK, 0, 1);
        printf("child: got it\n");
        exit(0);
    }
    read(ready[0], &c, 1);
    sleep(1);
    if (lock(fd, F_SETLKW, F_WRLCK, 10, 1) < 0)
        printf("parent: %s\n", strerror(errno));
    fflush(stdout);
    lock(fd, F_SETLK, F_UNLCK, 0, 0);
    wait(&status);
    printf("flock: %d\n", flock(fd, LOCK_EX));
    printf("flock of another open: %d\n", flock(open("/tmp/lab-lock", O_RDWR), LOCK_SH | LOCK_NB));
    printf("flock of a copy: %d\n", flock(dup(fd), LOCK_SH | LOCK_NB));
    unlink("/tmp/lab-lock");
    return 0;
}
