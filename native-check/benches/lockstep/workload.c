#include <sys/wait.h>
#include <unistd.h>

/* Three children, thirty calls in all. */
int main(void)
{
    for (int child = 0; child < 3; child++)
        if (fork() == 0) {
            for (int n = 0; n < 5; n++)
                getppid();
            _exit(0);
        }
    for (int n = 0; n < 4; n++)
        getpid();
    while (wait(NULL) > 0)
        ;
    _exit(0);
}
