#include <stdio.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PRINTER, SCANNER };

union semun {
    unsigned short *array;
};

static void change(int semid, int which, int by)
{
    struct sembuf op = { which, by, 0 };

    if (semop(semid, &op, 1) < 0) {
        perror("semop");
        exit(1);
    }
}

static void copy(int semid, const char *who, int first, int second)
{
    change(semid, first, -1);
    change(semid, second, -1); /* the other one may hold it, and wait for ours */
    printf("%s has both\n", who);
    change(semid, second, 1);
    change(semid, first, 1);
}

int main(void)
{
    unsigned short free_at_first[] = { 1, 1 };
    union semun arg = { .array = free_at_first };
    int semid = semget(IPC_PRIVATE, 2, IPC_CREAT | 0600);

    if (semid < 0 || semctl(semid, 0, SETALL, arg) < 0) {
        perror("setup");
        return 1;
    }
    if (fork() == 0) {
        copy(semid, "child", SCANNER, PRINTER);
        return 0;
    }
    copy(semid, "parent", PRINTER, SCANNER);
    wait(NULL);
    semctl(semid, 0, IPC_RMID);
    return 0;
}
