#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

/* Output that has not been flushed is copied by fork and printed twice. */
int main(void)
{
    printf("once or twice? ");
    if (fork() == 0)
        return 0;
    wait(NULL);
    printf("done\n");
    return 0;
}
