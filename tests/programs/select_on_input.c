//@ stdin hello\nworld\n
#include <stdio.h>
#include <sys/select.h>
#include <sys/time.h>
#include <unistd.h>
#include <string.h>

/* Standard input in small pieces, when select says so. */
int main(void)
{
    fd_set r, t;
    char b[100];
    int n;
    struct timeval tv;
    FD_ZERO(&r);
    FD_SET(0, &r);
    while (1) {
        t = r;
        tv.tv_sec = 2;
        tv.tv_usec = 500000;
        switch (select(FD_SETSIZE, &t, NULL, NULL, &tv)) {
        case 0:
            puts("timeout");
            continue;
        case -1:
            perror("select");
            return 1;
        }
        if (FD_ISSET(0, &t)) {
            n = read(0, b, 5);
            if (n == 0) {
                puts("eof");
                break;
            }
            b[n] = 0;
            printf("read %d: %s\n", n, b);
        }
    }
    return 0;
}
