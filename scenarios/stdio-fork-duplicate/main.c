#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    printf("printed once, before the fork\n");
    /* fflush(stdout) is missing here. */
    if (fork() == 0)
        return 0;
    wait(NULL);
    return 0;
}
