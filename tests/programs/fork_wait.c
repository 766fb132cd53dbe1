#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int status;

    for (int i = 0; i < 3; i++) {
        pid_t pid = fork();
        if (pid < 0) {
            perror("fork");
            return 1;
        }
        if (pid == 0)
            exit(i * 10);
    }
    int sum = 0, count = 0;
    while (wait(&status) > 0) {
        count++;
        if (WIFEXITED(status))
            sum += WEXITSTATUS(status);
    }
    printf("%d children, sum of statuses %d\n", count, sum);
    perror("wait");
    return 0;
}
