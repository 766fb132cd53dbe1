//@ exit 65
#include <stdio.h>

int main(void)
{
    if (1) {
        printf("open\n");
    return 0;
}
