#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    struct shmid_ds info;
    int id = shmget(IPC_PRIVATE, 5000, IPC_CREAT | 0600);
    int *shared = shmat(id, NULL, 0);

    shared[0] = 1;
    if (fork() == 0) {
        for (int i = 0; i < 5; i++)
            shared[i + 1] = shared[i] * 2;
        return 0;
    }
    wait(NULL);
    for (int i = 0; i < 6; i++)
        printf("%d ", shared[i]);
    printf("\n");
    shmctl(id, IPC_STAT, &info);
    printf("%lu bytes, %lu attached\n", (unsigned long)info.shm_segsz, (unsigned long)info.shm_nattch);
    shmctl(id, IPC_RMID, NULL);
    printf("still there: %d\n", shared[5]);
    shmdt(shared);
    if (shmat(id, NULL, 0) == (void *)-1)
        printf("%s\n", errno == EINVAL ? "EINVAL" : errno == EIDRM ? "EIDRM" : "?");
    int readonly = shmget(99, 100, IPC_CREAT | 0600);
    char *text = shmat(readonly, NULL, SHM_RDONLY);
    int status;
    if (fork() == 0) {
        text[0] = 'x';
        exit(0);
    }
    wait(&status);
    printf("%d\n", WTERMSIG(status));
    if (shmget(99, 200, 0600) == -1)
        perror("larger");
    shmctl(readonly, IPC_RMID, NULL);
    return 0;
}
