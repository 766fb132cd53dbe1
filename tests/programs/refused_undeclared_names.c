//@ exit 65
#include <stdio.h>

int main(void)
{
    int count = 3;

    for (i = 0; i < cuont; i++)
        printf("%d\n", total);
    return pid;
}
