/* Every process makes as many as it can: the system refuses more at some point, and all come to an end. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(void)
{
    while (fork() >= 0)
        ;
    if (errno != EAGAIN)
        printf("%s\n", strerror(errno));
    return errno == EAGAIN ? 0 : 1;
}
