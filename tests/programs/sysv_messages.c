#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/wait.h>
#include <unistd.h>

struct packet {
    long type;
    char text[32];
};

int main(void)
{
    struct packet p;
    struct msqid_ds info;
    int id = msgget(IPC_PRIVATE, 0600);
    int order[] = { 3, 1, 2, 1 };

    for (int i = 0; i < 4; i++) {
        p.type = order[i];
        sprintf(p.text, "message %d", i);
        msgsnd(id, &p, strlen(p.text) + 1, 0);
    }
    msgctl(id, IPC_STAT, &info);
    printf("%lu messages\n", (unsigned long)info.msg_qnum);
    msgrcv(id, &p, sizeof p.text, 1, 0);
    printf("first of type 1: %s\n", p.text);
    msgrcv(id, &p, sizeof p.text, -2, 0);
    printf("lowest up to 2: %ld %s\n", p.type, p.text);
    msgrcv(id, &p, sizeof p.text, 0, 0);
    printf("oldest: %ld %s\n", p.type, p.text);
    if (msgrcv(id, &p, 4, 0, IPC_NOWAIT) == -1)
        printf("%s\n", strerror(errno));
    int n = msgrcv(id, &p, 4, 0, MSG_NOERROR);
    printf("%d bytes: %.*s\n", n, n, p.text);
    if (msgrcv(id, &p, sizeof p.text, 0, IPC_NOWAIT) == -1)
        perror("msgrcv");
    fflush(stdout);
    if (fork() == 0) {
        msgrcv(id, &p, sizeof p.text, 9, 0);
        printf("child got %s\n", p.text);
        return 0;
    }
    p.type = 9;
    strcpy(p.text, "for the child");
    msgsnd(id, &p, sizeof p.text, 0);
    wait(NULL);
    msgctl(id, IPC_RMID, NULL);
    if (msgsnd(id, &p, 1, 0) == -1)
        printf("%d\n", errno == EINVAL);
    return 0;
}
