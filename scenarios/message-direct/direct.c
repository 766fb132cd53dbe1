#include <message.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* Asks the parent for a square, by name, and waits for the answer. */
static void ask(pid_t parent, int number)
{
    int square;

    send(parent, &number, sizeof number);
    receive(parent, &square, sizeof square);
    printf("%d squared is %d\n", number, square);
    exit(0);
}

int main(void)
{
    pid_t parent = getpid(), child, sender;
    int number;

    child = fork();
    if (child == 0)
        ask(parent, 7);
    if (fork() == 0)
        ask(parent, 8);
    /* Whoever is first: the kernel says who has sent it. */
    for (int i = 0; i < 2; i++) {
        receive_any(&sender, &number, sizeof number);
        number *= number;
        send(sender, &number, sizeof number);
    }
    while (wait(NULL) > 0)
        ;
    if (send(child, &number, sizeof number) < 0)
        perror("send to a process that is gone");
    return 0;
}
