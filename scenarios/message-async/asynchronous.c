#include <errno.h>
#include <message.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    pid_t parent = getpid();
    int number, looks = 0, sum = 0;

    if (fork() == 0) {
        for (number = 1; number <= 3; number++)
            send_async(parent, &number, sizeof number);
        printf("sender: done, whether anybody has received anything or not\n");
        return 0;
    }
    for (int received = 0; received < 3; looks++) {
        if (receive_async(ANYBODY, &number, sizeof number) > 0) {
            sum += number;
            received++;
        } else if (errno == EAGAIN) {
            /* Nothing there: do something else meanwhile. */
            usleep(1000);
        }
    }
    printf("receiver: sum %d after %d looks\n", sum, looks);
    wait(NULL);
    return 0;
}
