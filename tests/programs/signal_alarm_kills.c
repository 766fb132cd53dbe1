//@ exit 142
// Without a handler, SIGALRM ends the process.
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    puts("waiting");
    fflush(stdout);
    alarm(1);
    for (;;)
        pause();
}
