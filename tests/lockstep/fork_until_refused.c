/* A process makes children that leave zombies, as many as it can: the system refuses more at some point. */
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    int count = 0;
    pid_t child;

    while ((child = fork()) > 0)
        count++;
    if (child == 0)
        _exit(0);
    printf("%s\n", errno == EAGAIN ? "refused" : "failed");
    return count < 100;
}
