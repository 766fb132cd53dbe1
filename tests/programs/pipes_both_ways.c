#include <stdio.h>
#include <string.h>
#include <ctype.h>
#include <unistd.h>
#include <stdlib.h>
#include <sys/wait.h>
#define READ 0
#define WRITE 1
#define err_exit(msg) do { perror(msg); exit(EXIT_FAILURE); } while (0)

static void upper(char *s)
{
    while (*s) {
        *s = toupper((unsigned char)*s);
        s++;
}}

/* A filter behind two pipes, with UTF-8 in between. */
int main(int argc, char *argv[])
{
    int p2c[2], c2p[2];
    char buf[100];
    int n;
    if (pipe(p2c) == -1 || pipe(c2p) == -1)
        err_exit("pipe");
    switch (fork()) {
    case -1:
        err_exit("fork");
    case 0:
        close(p2c[WRITE]);
        close(c2p[READ]);
        while ((n = read(p2c[READ], buf, sizeof(buf) - 1)) > 0) {
            buf[n] = '\0';
            upper(buf);
            if (write(c2p[WRITE], buf, n) != n)
                err_exit("write");
        }
        close(p2c[READ]);
        close(c2p[WRITE]);
        _exit(EXIT_SUCCESS);
    default:
        break;
    }
    close(p2c[READ]);
    close(c2p[WRITE]);
    const char *lines[] = { "hello world\n", "pipe 양방향\n", "last", NULL };
    for (const char **l = lines; *l; l++) {
        write(p2c[WRITE], *l, strlen(*l));
        n = read(c2p[READ], buf, sizeof buf);
        printf("[%.*s]\n", n, buf);
    }
    close(p2c[WRITE]);
    close(c2p[READ]);
    wait(NULL);
    exit(EXIT_SUCCESS);
}
