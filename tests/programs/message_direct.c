/* Direct message passing: what it refuses, how much the kernel keeps, what an interrupted sender leaves. */
#include <errno.h>
#include <message.h>
#include <signal.h>
#include <stdio.h>
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

int main(void)
{
    char long_one[MESSAGE_MAX + 1] = "", room[16] = "";
    struct sigaction action = { .sa_handler = on_alarm, .sa_flags = SA_RESTART };
    pid_t parent = getpid(), child, sender = 0;
    int kept = 0;

    report("to nobody", send(30000, "x", 1));
    report("to a group", send(-1, "x", 1));
    report("to 0", send(0, "x", 1));
    report("from nobody", receive(30000, room, 1));
    report("too long", send_async(parent, long_one, sizeof long_one));
    report("nothing there", receive_async(ANYBODY, room, sizeof room));

    report("to itself", send_async(parent, "a long message", 15));
    report("cut", receive(parent, room, 6));
    printf("%.6s|\n", room);
    report("empty", send_async(parent, "", 0));
    report("received empty", receive_any(&sender, room, sizeof room));
    printf("from itself: %d\n", sender == parent);

    while (send_async(parent, long_one, 1000) == 0)
        kept++;
    printf("kept: %d, then %s\n", kept, strerror(errno));
    while (receive_async(parent, long_one, sizeof long_one) == 1000)
        kept--;
    printf("left: %d\n", kept);

    /* A handler ends the wait for the receipt, SA_RESTART or not; the message has been sent. */
    fflush(stdout);
    child = fork();
    if (child == 0) {
        sigaction(SIGALRM, &action, NULL);
        alarm(1);
        report("interrupted", send(parent, "one", 4));
        report("second", send(parent, "two", 4));
        return 0;
    }
    sleep(2);
    report("first", receive(child, room, sizeof room));
    puts(room);
    report("next", receive(child, room, sizeof room));
    puts(room);
    wait(NULL);

    /* By name: what others have sent stays. */
    fflush(stdout);
    child = fork();
    if (child == 0) {
        send_async(parent, "child", 6);
        return 0;
    }
    send_async(parent, "own", 4);
    sleep(1);
    report("own", receive(parent, room, sizeof room));
    puts(room);
    report("any", receive_any(&sender, room, sizeof room));
    printf("%s, from the child: %d\n", room, sender == child);
    wait(NULL);
    return 0;
}
