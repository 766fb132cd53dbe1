#include <stdio.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/shm.h>

#define SIZE 1024

int main(void)
{
    int shmid = shmget((key_t)1234, SIZE, IPC_CREAT | 0666);
    void *shmaddr;

    if (shmid < 0) {
        perror("shmget");
        exit(1);
    }
    shmaddr = shmat(shmid, (void *)0, 0);
    if (shmaddr == (void *)-1) {
        perror("shmat");
        exit(1);
    }
    printf("%s\n", (char *)shmaddr);
    shmdt(shmaddr);
    shmctl(shmid, IPC_RMID, NULL);
    return 0;
}
