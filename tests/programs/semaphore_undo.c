#include <stdio.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

union semun {
    int val;
};

static void change(int id, int by, int flags)
{
    struct sembuf op = { 0, by, flags };

    if (semop(id, &op, 1) == -1)
        perror("semop");
}

int main(void)
{
    union semun arg = { .val = 1 };
    int id = semget(IPC_PRIVATE, 1, 0600);

    semctl(id, 0, SETVAL, arg);
    if (fork() == 0) {
        change(id, -1, SEM_UNDO);
        _exit(0);
    }
    wait(NULL);
    printf("after a death with SEM_UNDO: %d\n", semctl(id, 0, GETVAL));
    fflush(stdout);
    if (fork() == 0) {
        change(id, -1, 0);
        _exit(0);
    }
    wait(NULL);
    printf("without: %d\n", semctl(id, 0, GETVAL));
    fflush(stdout);
    if (fork() == 0) {
        change(id, 5, SEM_UNDO);
        change(id, -2, 0);
        _exit(1);
    }
    wait(NULL);
    printf("never below zero: %d\n", semctl(id, 0, GETVAL));
    fflush(stdout);
    if (fork() == 0) {
        change(id, 3, SEM_UNDO);
        arg.val = 7;
        semctl(id, 0, SETVAL, arg);
        _exit(0);
    }
    wait(NULL);
    printf("SETVAL forgets: %d\n", semctl(id, 0, GETVAL));
    semctl(id, 0, IPC_RMID);
    return 0;
}
