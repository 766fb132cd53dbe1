#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/wait.h>

/* One process serves two pipes at once, until both are closed. */
int main(void)
{
    int pipes[2][2];
    struct pollfd fds[2];
    int open_ends = 2;
    char c;

    for (int i = 0; i < 2; i++) {
        pipe(pipes[i]);
        if (fork() == 0) {
            close(pipes[i][0]);
            for (int n = 0; n < 2; n++) {
                sleep(i + 1);
                c = (char)('a' + i);
                write(pipes[i][1], &c, 1);
            }
            /* Not at the same moment. */
            usleep(100000 * (i + 1));
            exit(0);
        }
        close(pipes[i][1]);
        fds[i].fd = pipes[i][0];
        fds[i].events = POLLIN;
    }
    printf("at once: %d\n", poll(fds, 2, 0));
    printf("after 500 ms: %d\n", poll(fds, 2, 500));
    while (open_ends > 0) {
        int counts[2] = { 0, 0 };

        poll(fds, 2, -1);
        for (int i = 0; i < 2; i++) {
            if (fds[i].revents & POLLIN) {
                read(fds[i].fd, &c, 1);
                counts[i]++;
            } else if (fds[i].revents & POLLHUP) {
                printf("pipe %d is closed\n", i);
                fds[i].fd = -1;
                open_ends--;
            }
        }
        if (counts[1])
            printf("%c came\n", c);
    }
    while (wait(NULL) > 0)
        ;
    return 0;
}
