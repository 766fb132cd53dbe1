#include <message.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#define MESSAGES 4

/* How many messages go into a mailbox of this capacity before anybody receives. */
static int sent_alone(int port)
{
    int sent = 0;

    while (sent < MESSAGES && mailbox_send_async(port, &sent, sizeof sent) == 0)
        sent++;
    return sent;
}

int main(void)
{
    static const int capacities[] = { 0, 2, UNBOUNDED };
    int number;

    for (int port = 1; port <= 3; port++) {
        mailbox_open(port, capacities[port - 1]);
        printf("capacity %2d: %d of %d sent with nobody there\n", capacities[port - 1], sent_alone(port), MESSAGES);
    }
    fflush(stdout);
    if (fork() == 0) {
        /* The bounded mailbox is full: this waits until the parent takes one. */
        mailbox_send(2, &(int){ 2 }, sizeof(int));
        return 0;
    }
    for (int i = 0; i < 3; i++) {
        mailbox_receive(2, &number, sizeof number);
        printf("received %d\n", number);
    }
    wait(NULL);
    for (int port = 1; port <= 3; port++)
        mailbox_remove(port);
    return 0;
}
