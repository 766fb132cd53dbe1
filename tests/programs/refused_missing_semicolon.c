//@ exit 65
#include <stdio.h>

int main(void)
{
    int a = 1
    int b = 2;
    printf("%d\n", a + b);
    return 0
}
