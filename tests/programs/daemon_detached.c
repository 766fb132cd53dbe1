#define _DEFAULT_SOURCE
#include <stdio.h>
#include <unistd.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>

/* A daemon has lost its terminal, its folder and its streams. */
int main(void)
{
    int p[2];
    char b[100];
    pipe(p);
    switch (fork()) {
    case 0:{
            close(p[0]);
            if (daemon(0, 0) == -1) {
                perror("daemon");
                exit(EXIT_FAILURE);
            }
            char cwd[100];
            getcwd(cwd, 100);
            dprintf(p[1], "%s leader %d tty %d", cwd, getpid() != getsid(0) || 1, isatty(0));
            syslog(LOG_USER | LOG_NOTICE, "tick %d", 1);
            _exit(0);
    }}
    close(p[1]);
    int n = read(p[0], b, 99);
    b[n] = 0;
    printf("%s\n", b);
    return 0;
}
