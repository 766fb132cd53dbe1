#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <sys/wait.h>
#include <sys/msg.h>
#include <sys/shm.h>

static void show(const char *what, long result)
{
    int saved = errno;
    printf("%s: %ld %s\n", what, result, result == -1 ? strerror(saved) : "");
}

int main(void)
{
    int fd[2];
    char c = 0;

    pipe(fd);
    show("read from a closed descriptor", read(55, &c, 1));
    show("write to a read end", write(fd[0], &c, 1));
    show("read from a write end", read(fd[1], &c, 1));
    show("read into a bad place", (write(fd[1], "a", 1), read(fd[0], (void *)16, 1)));
    show("write from a bad place", write(fd[1], (void *)16, 1));
    show("pipe into a bad place", pipe((int *)8));
    show("close twice", (close(fd[0]), close(fd[0])));
    show("wait without children", wait(NULL));
    show("waitpid for a stranger", waitpid(1, NULL, 0));
    show("queue that is not there", msgget(777, 0));
    show("segment of size 0", shmget(778, 0, IPC_CREAT | 0600));
    show("negative message type", (long)msgsnd(msgget(IPC_PRIVATE, 0600), &(struct { long t; char c; }){ -1, 0 }, 1, 0));
    show("write zero bytes", write(fd[1], &c, 0));
    show("strerror", 0);
    printf("%s | %s\n", strerror(EINTR), strerror(9999));
    return 0;
}
