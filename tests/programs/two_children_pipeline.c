#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* seq 5 | wc -l, by hand. */
int main(void)
{
    int fd[2];

    pipe(fd);
    if (fork() == 0) {
        dup2(fd[1], 1);
        close(fd[0]);
        close(fd[1]);
        execlp("seq", "seq", "5", NULL);
        perror("seq");
        exit(1);
    }
    if (fork() == 0) {
        dup2(fd[0], 0);
        close(fd[0]);
        close(fd[1]);
        execlp("wc", "wc", "-l", NULL);
        perror("wc");
        exit(1);
    }
    close(fd[0]);
    close(fd[1]);
    while (wait(NULL) > 0)
        ;
    printf("both are done\n");
    return 0;
}
