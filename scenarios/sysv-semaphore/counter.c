#include <stdio.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#define ROUNDS 3

union semun {
    int val;
};

static void P(int semid)
{
    struct sembuf take = { 0, -1, SEM_UNDO };

    if (semop(semid, &take, 1) < 0) {
        perror("semop");
        exit(1);
    }
}

static void V(int semid)
{
    struct sembuf give = { 0, 1, SEM_UNDO };

    if (semop(semid, &give, 1) < 0) {
        perror("semop");
        exit(1);
    }
}

int main(void)
{
    union semun one = { .val = 1 };
    int shmid = shmget(IPC_PRIVATE, sizeof(int), IPC_CREAT | 0600);
    int semid = semget(IPC_PRIVATE, 1, IPC_CREAT | 0600);
    int *counter = shmat(shmid, NULL, 0);

    if (shmid < 0 || semid < 0 || counter == (void *)-1) {
        perror("setup");
        return 1;
    }
    semctl(semid, 0, SETVAL, one);
    for (int child = 0; child < 2; child++) {
        if (fork() == 0) {
            for (int i = 0; i < ROUNDS; i++) {
                P(semid);
                *counter = *counter + 1;
                V(semid);
            }
            exit(0);
        }
    }
    wait(NULL);
    wait(NULL);
    printf("counter = %d\n", *counter);
    shmdt(counter);
    shmctl(shmid, IPC_RMID, NULL);
    semctl(semid, 0, IPC_RMID);
    return 0;
}
