#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/wait.h>

int c = 1;

int add(int a, int b)
{
    int *sum = malloc(sizeof(int));

    *sum = a + b + c;
    return *sum;
}

int main(void)
{
    pid_t pid = fork();

    if (pid == 0) {
        c = 5;
        printf("process 2: c is at %p and holds %d, the sum is %d\n", (void *)&c, c, add(3, 4));
        return 0;
    }
    wait(NULL);
    printf("process 1: c is at %p and holds %d, the sum is %d\n", (void *)&c, c, add(1, 2));
    return 0;
}
