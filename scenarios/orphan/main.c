#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(void)
{
    pid_t parent = getpid();

    if (fork() == 0) {
        printf("my parent is the one that made me: %s\n", getppid() == parent ? "yes" : "no");
        sleep(2);
        printf("and now: %s\n", getppid() == parent ? "yes" : "no");
        exit(0);
    }
    sleep(1);
    return 0;
}
