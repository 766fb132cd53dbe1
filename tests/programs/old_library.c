//@ stdin a line\nnext
/* Functions that programs of the eighties call. */
#include <libgen.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

char *gets(char *line);

static jmp_buf place;

static void handler(int signal)
{
    printf("signal %d\n", signal);
}

int main(void)
{
    char line[100];
    char path[] = "/usr/lib/x.c/";
    char other[] = "/usr/lib/x.c/";
    unsigned short state[3] = { 1, 2, 3 };

    while (gets(line))
        printf("[%s]\n", line);
    bzero(line, sizeof(line));
    bcopy("abc", line, 4);
    printf("%s %s %d %d\n", index(line, 'b'), rindex("a/b/c", '/'), bcmp(line, "abc", 3), ffs(40));
    printf("%s %s\n", dirname(path), basename(other));
    if (_setjmp(place) == 0)
        _longjmp(place, 1);
    bsd_signal(SIGUSR1, handler);
    sighold(SIGUSR1);
    raise(SIGUSR1);
    printf("held\n");
    sigrelse(SIGUSR1);
    printf("%.6f %ld %s\n", erand48(state), nrand48(state), gcvt(3.25, 5, line));
    return 0;
}
