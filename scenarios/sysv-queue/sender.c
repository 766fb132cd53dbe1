#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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
    struct message sbuf;
    size_t buf_length;
    int msqid = msgget(1234, IPC_CREAT | 0666);

    if (msqid < 0) {
        perror("msgget");
        exit(1);
    }
    sbuf.mtype = 1;
    strcpy(sbuf.mtext, "Did you get this?");
    buf_length = strlen(sbuf.mtext) + 1;
    if (msgsnd(msqid, &sbuf, buf_length, IPC_NOWAIT) < 0) {
        perror("msgsnd");
        exit(1);
    }
    printf("sent: %s\n", sbuf.mtext);
    return 0;
}
