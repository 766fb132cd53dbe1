/* Mailboxes: what they refuse, whom they serve first, what becomes of those that wait when it is gone. */
#include <errno.h>
#include <message.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void report(const char *what, long result)
{
    printf("%s: %ld%s%s\n", what, result, result < 0 ? " " : "", result < 0 ? strerror(errno) : "");
}

static void on_alarm(int signal)
{
    (void)signal;
}

static pid_t started(void (*run)(int), int argument)
{
    pid_t pid;

    fflush(stdout);
    pid = fork();
    if (pid == 0) {
        run(argument);
        exit(0);
    }
    sleep(1);
    return pid;
}

static void put(int number)
{
    report("put", mailbox_send(3, &number, sizeof number));
}

static void take(int who)
{
    int number = 0;

    if (mailbox_receive(3, &number, sizeof number) < 0)
        printf("taker %d: %s\n", who, strerror(errno));
    else
        printf("taker %d: %d\n", who, number);
}

static void take_until_alarm(int who)
{
    struct sigaction action = { .sa_handler = on_alarm, .sa_flags = SA_RESTART };

    sigaction(SIGALRM, &action, NULL);
    alarm(1);
    take(who);
}

int main(void)
{
    char room[MESSAGE_MAX + 1] = "";
    int number, kept = 0;
    pid_t killed;

    report("no port", mailbox_open(0, 1));
    report("no capacity", mailbox_open(1, -2));
    report("too large", mailbox_open(1, 17));
    report("unknown", mailbox_send(1, "x", 1));
    report("unknown", mailbox_receive(1, room, 1));
    report("unknown", mailbox_remove(1));

    report("unbounded", mailbox_open(1, UNBOUNDED));
    report("again", mailbox_open(1, 3));
    report("too long", mailbox_send(1, room, sizeof room));
    while (mailbox_send(1, room, 1000) == 0)
        kept++;
    printf("kept: %d, then %s\n", kept, strerror(errno));
    report("removed", mailbox_remove(1));

    /* First come, first served, with one message of room; who is killed while it waits has sent nothing. */
    report("bounded", mailbox_open(3, 1));
    put(1);
    started(put, 2);
    killed = started(put, 3);
    started(put, 4);
    kill(killed, SIGKILL);
    for (int i = 0; i < 3; i++)
        take(0);
    while (wait(NULL) > 0)
        ;
    report("empty", mailbox_receive_async(3, &number, sizeof number));
    report("removed", mailbox_remove(3));

    /* A rendezvous: who has given up receiving, or was killed, is no partner. */
    report("zero", mailbox_open(3, 0));
    report("nobody receives", mailbox_send_async(3, &kept, sizeof kept));
    started(take_until_alarm, 1);
    sleep(1);
    killed = started(take, 2);
    kill(killed, SIGKILL);
    while (wait(NULL) > 0)
        ;
    report("nobody receives", mailbox_send_async(3, &kept, sizeof kept));
    started(take, 3);
    number = 33;
    report("somebody does", mailbox_send_async(3, &number, sizeof number));
    while (wait(NULL) > 0)
        ;
    started(put, 5);
    report("somebody sends", mailbox_receive_async(3, &number, sizeof number));
    printf("got %d\n", number);
    while (wait(NULL) > 0)
        ;

    started(take, 4);
    report("removed", mailbox_remove(3));
    while (wait(NULL) > 0)
        ;
    return 0;
}
