#include <stdarg.h>
#include <stdio.h>

/* Reads an argument that some callers do not pass, as open does with the mode. */
static int take(int wants, ...)
{
    va_list list;
    int value;

    va_start(list, wants);
    value = va_arg(list, int);
    va_end(list);
    return wants ? value : 0;
}

int main(void)
{
    printf("%d %d\n", take(0), take(1, 42));
    return 0;
}
