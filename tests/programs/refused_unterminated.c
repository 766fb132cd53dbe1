//@ exit 65
#include <stdio.h>

int main(void)
{
    printf("no end);
    char c = 'x;
    return 0;
}
