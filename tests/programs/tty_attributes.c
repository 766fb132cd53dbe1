//@ tty
//@ stdin secret\nplain\n
//@ not-on cc: what is typed ahead is thrown away by TCSAFLUSH
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

/* Asking a terminal, turning the echo off for a password, and reading single keys. */
int main(void)
{
    struct termios before, now;
    char line[64], key;

    printf("stdin %d\n", tcgetattr(0, &before));
    printf("echo %d, lines %d, signals %d\n", !!(before.c_lflag & ECHO), !!(before.c_lflag & ICANON), !!(before.c_lflag & ISIG));
    printf("end of file %d, interrupt %d\n", before.c_cc[VEOF], before.c_cc[VINTR]);
    now = before;
    now.c_lflag &= ~ECHO;
    tcsetattr(0, TCSAFLUSH, &now);
    fgets(line, sizeof line, stdin);
    tcsetattr(0, TCSANOW, &before);
    printf("read %s", line);
    now.c_lflag &= ~ICANON;
    now.c_cc[VMIN] = 1;
    now.c_cc[VTIME] = 0;
    tcsetattr(0, TCSANOW, &now);
    read(0, &key, 1);
    printf("a key: %c\n", key);
    tcsetattr(0, TCSANOW, &before);
    tcgetattr(0, &now);
    printf("as before: %d\n", memcmp(&before, &now, sizeof now) == 0);
    return 0;
}
