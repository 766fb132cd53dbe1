#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static volatile sig_atomic_t is_over;

static void finish(int signal)
{
    (void)signal;
    is_over = 1;
}

/* Reads lines from a FIFO until SIGTERM comes. */
int main(int argc, char **argv)
{
    struct sigaction action = { .sa_handler = finish };
    char line[64];
    int lines = 0, fd;
    ssize_t len;

    if (argc < 2)
        return 2;
    sigaction(SIGTERM, &action, NULL);
    fd = open(argv[1], O_RDWR);
    while (!is_over && (len = read(fd, line, sizeof(line))) > 0)
        for (ssize_t at = 0; at < len; at++)
            lines += line[at] == '\n';
    printf("%d lines\n", lines);
    return 7;
}
