#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/sem.h>
#include <errno.h>

typedef struct {
    int counter;
    char name[20];
    double avg;
    struct {
        short a;
        long b;
    } in[3];
} SHARED;
union semun {
    int val;
    struct semid_ds *buf;
    unsigned short *array;
};
void P(int id)
{
    struct sembuf pb;
    pb.sem_num = 0;
    pb.sem_op = -1;
    pb.sem_flg = SEM_UNDO;
    if (semop(id, &pb, 1) == -1)
        perror("P");
}

void V(int id)
{
    struct sembuf vb = {.sem_num = 0,.sem_op = 1,.sem_flg = SEM_UNDO };
    if (semop(id, &vb, 1) == -1)
        perror("V");
}

/* Four processes count in System V shared memory under a semaphore that is given back by exit. */
int main(void)
{
    int shmid, semid, i, j;
    SHARED *s;
    union semun arg;
    pid_t pids[4];
    struct shmid_ds ds;
    shmid = shmget(IPC_PRIVATE, sizeof(SHARED), 0600 | IPC_CREAT);
    semid = semget(IPC_PRIVATE, 1, 0600 | IPC_CREAT | IPC_EXCL);
    arg.val = 1;
    semctl(semid, 0, SETVAL, arg);
    s = (SHARED *) shmat(shmid, (char *)0, 0);
    if (s == (void *)-1) {
        perror("shmat");
        exit(1);
    }
    s->counter = 0;
    for (i = 0; i < 4; i++)
        if ((pids[i] = fork()) == 0) {
            for (j = 0; j < 50; j++) {
                P(semid);
                s->counter++;
                s->in[i % 3].b += j;
                V(semid);
            }
            shmdt(s);
            exit(i);
        }
    for (i = 0; i < 4; i++) {
        int st;
        pid_t p = waitpid(pids[i], &st, 0);
        printf("child %d exit %d\n", i, WEXITSTATUS(st));
    }
    printf("counter = %d size %lu\n", s->counter, sizeof(SHARED));
    shmctl(shmid, IPC_STAT, &ds);
    printf("nattch %lu segsz %lu mode %o\n", (unsigned long)ds.shm_nattch, (unsigned long)ds.shm_segsz,
           ds.shm_perm.mode);
    shmdt((void *)s);
    shmctl(shmid, IPC_RMID, NULL);
    semctl(semid, 0, IPC_RMID);
    return 0;
}
