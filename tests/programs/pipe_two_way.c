#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Two pipes make a two-way channel. */
int main(void)
{
    int to_child[2], to_parent[2], n, answer;
    char buf[64];

    if (pipe(to_child) == -1 || pipe(to_parent) == -1) {
        perror("pipe");
        exit(1);
    }
    switch (fork()) {
    case -1:
        perror("fork");
        exit(1);
    case 0:
        close(to_child[1]);
        close(to_parent[0]);
        while ((n = read(to_child[0], buf, sizeof buf)) > 0) {
            answer = 0;
            for (int i = 0; i < n; i++)
                answer += buf[i] - '0';
            write(to_parent[1], &answer, sizeof answer);
        }
        exit(0);
    default:
        close(to_child[0]);
        close(to_parent[1]);
        for (int i = 0; i < 3; i++) {
            sprintf(buf, "%d", 1234 * (i + 1));
            write(to_child[1], buf, strlen(buf));
            read(to_parent[0], &answer, sizeof answer);
            printf("digits of %s sum to %d\n", buf, answer);
        }
        close(to_child[1]);
        wait(NULL);
    }
    return 0;
}
