#include <stdarg.h>
#include <stdio.h>

static int sum(int count, ...)
{
    va_list list;
    int total = 0;

    va_start(list, count);
    while (count--)
        total += va_arg(list, int);
    va_end(list);
    return total;
}

static void report(const char *format, ...)
{
    va_list list, copy;

    va_start(list, format);
    va_copy(copy, list);
    vprintf(format, list);
    char buf[64];
    vsnprintf(buf, sizeof buf, format, copy);
    va_end(copy);
    va_end(list);
    printf("again: %s", buf);
}

int main(void)
{
    printf("%d %d\n", sum(3, 1, 2, 3), sum(0));
    report("%s %d %c %.1f %ld\n", "all", 7, 'x', 2.5, 1L << 40);
    return 0;
}
