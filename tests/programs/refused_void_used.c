//@ exit 65
#include <stdlib.h>

void nothing(void)
{
}

int main(void)
{
    int x = nothing();
    int *p = malloc(4);
    void *v = p;

    x = *v;
    x = p * 2;
    if (nothing())
        return 1;
    return x % 1.5;
}
