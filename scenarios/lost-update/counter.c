#include <stdio.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#define ROUNDS 3

int main(void)
{
    int shmid = shmget(IPC_PRIVATE, sizeof(int), IPC_CREAT | 0600);
    int *counter = shmat(shmid, NULL, 0);

    if (shmid < 0 || counter == (void *)-1) {
        perror("setup");
        return 1;
    }
    for (int child = 0; child < 2; child++) {
        if (fork() == 0) {
            for (int i = 0; i < ROUNDS; i++)
                *counter = *counter + 1; /* a load, an addition and a store */
            exit(0);
        }
    }
    wait(NULL);
    wait(NULL);
    printf("counter = %d, expected %d\n", *counter, 2 * ROUNDS);
    shmdt(counter);
    shmctl(shmid, IPC_RMID, NULL);
    return 0;
}
