#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/shm.h>

struct message {
    long mtype;
    char mtext[32];
};

int main(void)
{
    struct message message = { 1, "nobody takes me" };
    int queue = msgget(1234, IPC_CREAT | 0666);
    int segment = shmget(1234, 4096, IPC_CREAT | 0666);
    char *text = shmat(segment, NULL, 0);

    msgsnd(queue, &message, strlen(message.mtext) + 1, 0);
    strcpy(text, "nobody reads me");
    shmdt(text);
    printf("I end, and what I made stays\n");
    /* msgctl(queue, IPC_RMID, NULL) and shmctl(segment, IPC_RMID, NULL) are missing. */
    return 0;
}
