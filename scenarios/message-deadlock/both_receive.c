#include <message.h>
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    pid_t parent = getpid(), child = fork();
    pid_t other = child == 0 ? parent : child;
    int mine = child == 0 ? 2 : 1, yours;

    /* Each wants to hear from the other before it says anything. */
    receive(other, &yours, sizeof yours);
    send(other, &mine, sizeof mine);
    printf("never reached: %d\n", yours);
    return 0;
}
