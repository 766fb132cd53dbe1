#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int to_child[2], to_parent[2];
    char buf[64];
    int len;

    if (pipe(to_child) < 0 || pipe(to_parent) < 0) {
        perror("pipe");
        exit(1);
    }
    if (fork() == 0) {
        close(to_child[1]);
        close(to_parent[0]);
        len = read(to_child[0], buf, sizeof(buf) - 1);
        buf[len] = '\0';
        printf("child got: %s\n", buf);
        strcat(buf, ", too");
        write(to_parent[1], buf, strlen(buf));
        exit(0);
    }
    close(to_child[0]);
    close(to_parent[1]);
    write(to_child[1], "Hello", 5);
    len = read(to_parent[0], buf, sizeof(buf) - 1);
    buf[len] = '\0';
    wait(NULL);
    printf("parent got: %s\n", buf);
    return 0;
}
