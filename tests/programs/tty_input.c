//@ tty
//@ stdin first\nsecond line\nno end
#include <stdio.h>
#include <unistd.h>

/* Input comes line by line, however large the buffer is, and then ends. */
int main(void)
{
    char buffer[100];
    ssize_t count;

    while ((count = read(0, buffer, sizeof buffer)) > 0)
        printf("%zd: %.*s\n", count, (int)count - (buffer[count - 1] == '\n'), buffer);
    printf("end: %zd, again: %zd\n", count, read(0, buffer, sizeof buffer));
    return 0;
}
