#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
    struct sembuf take = { 0, -1, 0 };
    struct timespec limit = { 2, 500000000 };
    int id = semget(IPC_PRIVATE, 1, 0600);

    if (semtimedop(id, &take, 1, &limit) == -1)
        printf("time over: %s\n", strerror(errno));
    fflush(stdout);
    if (fork() == 0) {
        limit.tv_sec = 100;
        if (semtimedop(id, &take, 1, &limit) == -1)
            printf("child: %s\n", strerror(errno));
        return 0;
    }
    while (semctl(id, 0, GETNCNT) == 0)
        usleep(1000);
    semctl(id, 0, IPC_RMID);
    wait(NULL);
    return 0;
}
