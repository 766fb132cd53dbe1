#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* The parent ends first; the child is adopted. The pipe tells the child when. */
int main(void)
{
    int fd[2];
    char c;
    pid_t parent = getpid();

    pipe(fd);
    if (fork() == 0) {
        close(fd[1]);
        read(fd[0], &c, 1);
        printf("%s\n", getppid() == parent ? "same parent" : "another parent");
        exit(0);
    }
    printf("the parent leaves\n");
    return 0;
}
