//@ tty
//@ exit 134
#include <stdio.h>
#include <stdlib.h>

/* What is a line is out before the end; the rest goes with the buffer. */
int main(void)
{
    printf("a line\nhalf a line");
    abort();
}
