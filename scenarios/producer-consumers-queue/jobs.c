#include <stdio.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#define CONSUMERS 3
#define JOBS 6
#define STOP (-1)

struct job {
    long mtype;
    int number;
};

static void consume(int queue)
{
    struct job job;
    int sum = 0;

    while (msgrcv(queue, &job, sizeof job.number, 1, 0) >= 0 && job.number != STOP)
        sum += job.number;
    exit(sum);
}

static void send(int queue, int number)
{
    struct job job = { 1, number };

    if (msgsnd(queue, &job, sizeof job.number, 0) < 0) {
        perror("msgsnd");
        exit(1);
    }
}

int main(void)
{
    int queue = msgget(IPC_PRIVATE, IPC_CREAT | 0600);
    int sum = 0, status;

    if (queue < 0) {
        perror("msgget");
        return 1;
    }
    for (int i = 0; i < CONSUMERS; i++)
        if (fork() == 0)
            consume(queue);
    for (int number = 1; number <= JOBS; number++)
        send(queue, number);
    for (int i = 0; i < CONSUMERS; i++)
        send(queue, STOP);
    for (int i = 0; i < CONSUMERS; i++) {
        wait(&status);
        sum += WEXITSTATUS(status);
    }
    printf("sum of all jobs: %d\n", sum);
    msgctl(queue, IPC_RMID, NULL);
    return 0;
}
