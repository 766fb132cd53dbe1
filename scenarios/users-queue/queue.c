#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/wait.h>
#include <unistd.h>

#define ALICE 1000
#define BOB   1001

struct note {
    long mtype;
    char text[8];
};

static void send(int queue, const char *who)
{
    struct note note = { 1, "hello" };
    int failed = msgsnd(queue, &note, sizeof note.text, 0) < 0;

    printf("%s sends: %s\n", who, failed ? strerror(errno) : "done");
    fflush(stdout);
}

static void be_alice(int key)
{
    struct msqid_ds state;
    int queue;

    setuid(ALICE);
    queue = msgget(key, IPC_CREAT | 0600);
    send(queue, "alice");
    sleep(2);
    if (queue >= 0 && msgctl(queue, IPC_STAT, &state) == 0) {
        state.msg_perm.mode = 0622;
        msgctl(queue, IPC_SET, &state);
    }
    exit(0);
}

static void be_bob(int key)
{
    int queue;

    setuid(BOB);
    sleep(1);
    queue = msgget(key, 0);
    send(queue, "bob");
    sleep(2);
    send(queue, "bob");
    if (msgctl(queue, IPC_RMID, NULL) < 0)
        printf("bob removes: %s\n", strerror(errno));
    exit(0);
}

int main(void)
{
    int key = 7, queue;

    if (fork() == 0)
        be_alice(key);
    if (fork() == 0)
        be_bob(key);
    while (wait(NULL) > 0)
        ;
    queue = msgget(key, 0);
    if (queue < 0 || msgctl(queue, IPC_RMID, NULL) < 0)
        perror("msgctl");
    return 0;
}
