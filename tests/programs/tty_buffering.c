//@ tty
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

/* On a terminal a line is out before fork copies the buffer; half a line is not. */
int main(void)
{
    printf("terminal: %d %d\n", isatty(0), isatty(1));
    printf("whole line\n");
    printf("half, ");
    if (fork() == 0) {
        printf("child\n");
        _exit(0);
    }
    wait(NULL);
    printf("parent\n");
    printf("lost");
    fflush(NULL);
    printf(" indeed");
    _exit(0);
}
