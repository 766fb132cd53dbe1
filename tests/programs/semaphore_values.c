#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

union semun {
    int val;
    struct semid_ds *buf;
    unsigned short *array;
};

static void report(const char *what, int result)
{
    if (result == -1)
        printf("%s: %s\n", what, strerror(errno));
    else
        printf("%s: %d\n", what, result);
}

int main(void)
{
    union semun arg;
    struct semid_ds info;
    unsigned short values[3] = { 1, 2, 3 };
    struct sembuf both[2] = { { 0, -1, 0 }, { 1, -3, IPC_NOWAIT } };
    struct sembuf one = { 2, -3, 0 };
    struct sembuf zero = { 2, 0, IPC_NOWAIT };
    struct sembuf far = { 3, 1, 0 };
    struct sembuf much = { 1, 32767, 0 };
    struct sembuf many[501];
    struct timespec soon = { 0, 1000 };
    struct timespec wrong = { 0, -1 };
    int id;

    report("no such key", semget(77, 1, 0));
    report("no semaphores", semget(77, 0, IPC_CREAT | 0600));
    report("too many", semget(77, 32001, IPC_CREAT | 0600));
    id = semget(77, 3, IPC_CREAT | IPC_EXCL | 0600);
    report("again", semget(77, 3, IPC_CREAT | IPC_EXCL | 0600));
    report("larger", semget(77, 4, 0));
    printf("same id: %d\n", semget(77, 2, 0) == id);

    arg.array = values;
    report("SETALL", semctl(id, 0, SETALL, arg));
    report("GETVAL", semctl(id, 1, GETVAL));
    report("all or nothing", semop(id, both, 2));
    both[1].sem_op = -2;
    report("both", semop(id, both, 2));
    report("take three", semop(id, &one, 1));
    report("is zero", semop(id, &zero, 1));
    report("GETALL", semctl(id, 0, GETALL, arg));
    printf("%u %u %u\n", values[0], values[1], values[2]);
    printf("mine: %d\n", semctl(id, 0, GETPID) == getpid());
    report("GETNCNT", semctl(id, 0, GETNCNT));
    report("too far", semop(id, &far, 1));
    arg.val = 32768;
    report("too high", semctl(id, 0, SETVAL, arg));
    arg.val = 1;
    report("SETVAL", semctl(id, 1, SETVAL, arg));
    report("over the top", semop(id, &much, 1));
    report("no such semaphore", semctl(id, 3, SETVAL, arg));
    memset(many, 0, sizeof many);
    report("too long", semop(id, many, 501));
    report("none", semop(id, many, 0));
    report("long", semop(id, many, 2));
    report("bad address", semop(id, (struct sembuf *)8, 1));
    report("timed", semtimedop(id, &one, 1, &soon));
    soon.tv_nsec = 0;
    report("no time", semtimedop(id, &one, 1, &soon));
    report("wrong time", semtimedop(id, &one, 1, &wrong));
    arg.buf = &info;
    report("IPC_STAT", semctl(id, 0, IPC_STAT, arg));
    printf("%lu semaphores, mode %o\n", (unsigned long)info.sem_nsems, info.sem_perm.mode);
    info.sem_perm.mode = 0640;
    report("IPC_SET", semctl(id, 0, IPC_SET, arg));
    semctl(id, 0, IPC_STAT, arg);
    printf("mode %o\n", info.sem_perm.mode);
    report("unknown", semctl(id, 0, 99));
    report("IPC_RMID", semctl(id, 0, IPC_RMID));
    report("gone", semctl(id, 0, GETVAL));
    return 0;
}
