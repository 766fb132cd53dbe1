//@ exit 65
/* A program without main. */
#include <stdio.h>

int Main(void)
{
    printf("hello\n");
    return 0;
}
