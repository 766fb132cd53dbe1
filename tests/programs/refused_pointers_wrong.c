//@ exit 65
/* Pointers where there are none. */
#include <stdio.h>

int main(void)
{
    int value = 3;
    int array[4] = { 0 };
    double ratio = 0.5;
    struct {
        int x;
    } record = { 1 };

    printf("%d\n", *value);
    printf("%d\n", value[2]);
    printf("%d\n", array[ratio]);
    printf("%d\n", record->x);
    printf("%d\n", value.x);
    array = 0;
    return value();
}
