//@ exit 65
/* Statements at the wrong place, or with pieces missing. */
#include <stdio.h>

printf("outside\n");

int main(void)
{
    int i;

    for (i = 0; i < 3, i++)
        printf("%d\n", i);
    if i > 3
        i = 0;
    while (i < 5
        i++;
    do {
        i--;
    } while (i > 0)
    else
        i = 1;
    return 0;
}
