/* A process is stopped where it waits; meanwhile come both what it waits for and a signal: the handler is first. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <sys/socket.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <unistd.h>
static void note(int number) { (void)number; }
static int ends[2], sock[2], dgram[2], queue, set;
static void one(int how, int flags)
{
    pid_t child = fork();
    int status;
    struct { long type; char text[4]; } m = {1, "x"};
    if (child == 0) {
        char byte;
        long got = 0;
        struct sigaction action = {.sa_handler = note, .sa_flags = flags};
        struct sembuf op = {0, -1, 0};
        sigaction(SIGUSR1, &action, NULL);
        switch (how) {
        case 0: got = read(ends[0], &byte, 1); break;
        case 1: got = read(sock[0], &byte, 1); break;
        case 2: got = read(dgram[0], &byte, 1); break;
        case 3: got = msgrcv(queue, &m, 4, 0, 0); break;
        case 4: got = semop(set, &op, 1); break;
        }
        printf("%d %x: %ld %s\n", how, flags, got, got < 0 ? strerror(errno) : "");
        exit(0);
    }
    usleep(1000);
    kill(child, SIGSTOP);
    waitpid(child, &status, WUNTRACED);
    switch (how) {
    case 0: write(ends[1], "x", 1); break;
    case 1: write(sock[1], "x", 1); break;
    case 2: write(dgram[1], "x", 1); break;
    case 3: msgsnd(queue, &m, 4, 0); break;
    case 4: { struct sembuf op = {0, 1, 0}; semop(set, &op, 1); }
    }
    kill(child, SIGUSR1);
    kill(child, SIGCONT);
    waitpid(child, &status, 0);
}
int main(void)
{
    int how;
    for (how = 0; how < 5; how++) {
        if (pipe(ends) == -1)
            return 1;
        socketpair(AF_UNIX, SOCK_STREAM, 0, sock);
        socketpair(AF_UNIX, SOCK_DGRAM, 0, dgram);
        queue = msgget(IPC_PRIVATE, 0600);
        set = semget(IPC_PRIVATE, 1, 0600);
        one(how, 0);
        one(how, SA_RESTART);
        msgctl(queue, IPC_RMID, NULL);
        semctl(set, 0, IPC_RMID);
    }
    return 0;
}
