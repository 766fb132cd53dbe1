#include <message.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define PORT 25
#define WORKERS 2

/* Takes jobs out of the mailbox, whoever has put them there. */
static void work(int worker)
{
    char job[32];

    while (mailbox_receive(PORT, job, sizeof job) > 0 && strcmp(job, "stop") != 0)
        printf("worker %d: %s\n", worker, job);
    exit(0);
}

int main(void)
{
    static const char *jobs[] = { "wash", "dry", "iron", "fold" };

    if (mailbox_open(PORT, 4) < 0) {
        perror("mailbox_open");
        return 1;
    }
    for (int worker = 1; worker <= WORKERS; worker++)
        if (fork() == 0)
            work(worker);
    for (int i = 0; i < 4; i++)
        mailbox_send(PORT, jobs[i], strlen(jobs[i]) + 1);
    for (int i = 0; i < WORKERS; i++)
        mailbox_send(PORT, "stop", 5);
    while (wait(NULL) > 0)
        ;
    mailbox_remove(PORT);
    return 0;
}
