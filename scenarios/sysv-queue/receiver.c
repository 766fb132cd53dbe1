#include <stdio.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/types.h>

#define MSGSZ 128

struct message {
    long mtype;
    char mtext[MSGSZ];
};

int main(void)
{
    struct message rbuf;
    int msqid = msgget(1234, IPC_CREAT | 0666);

    if (msqid < 0) {
        perror("msgget");
        exit(1);
    }
    if (msgrcv(msqid, &rbuf, MSGSZ, 1, 0) < 0) {
        perror("msgrcv");
        exit(1);
    }
    printf("received: %s\n", rbuf.mtext);
    msgctl(msqid, IPC_RMID, NULL);
    return 0;
}
