#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#define PROCESSES 10
#define SHARE 1000

/* Adds one share of 1..10000 and sends the partial sum to the parent. */
static void add(int number, int out)
{
    long sum = 0;

    for (int i = number * SHARE + 1; i <= (number + 1) * SHARE; i++)
        sum += i;
    write(out, &sum, sizeof sum);
    exit(0);
}

int main(void)
{
    long part, total = 0;
    int fd[2];

    if (pipe(fd) < 0) {
        perror("pipe");
        return 1;
    }
    for (int number = 0; number < PROCESSES; number++)
        if (fork() == 0)
            add(number, fd[1]);
    close(fd[1]);
    while (read(fd[0], &part, sizeof part) == sizeof part)
        total += part;
    while (wait(NULL) > 0)
        ;
    printf("1 + 2 + ... + %d = %ld\n", PROCESSES * SHARE, total);
    return 0;
}
