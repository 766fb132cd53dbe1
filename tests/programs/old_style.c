#include <stdio.h>
#include <stdlib.h>

int square(n)
int n;
{
    return n * n;
}

main()
{
    printf("%d\n", square(12));
    exit(0);
}
