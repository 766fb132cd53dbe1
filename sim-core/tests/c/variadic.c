/* Variadic functions, records among the arguments, nested calls. */
#include <stdarg.h>
#include <stdio.h>

struct pair { int a; long b; };

static long sum(const char *types, ...)
{
    va_list args;
    long total = 0;
    va_start(args, types);
    for (; *types; types++) {
        switch (*types) {
        case 'i': total += va_arg(args, int); break;
        case 'l': total += va_arg(args, long); break;
        case 'd': total += (long)(va_arg(args, double) * 10); break;
        case 's': total += *va_arg(args, char *); break;
        case 'p': { struct pair p = va_arg(args, struct pair); total += p.a + p.b; break; }
        }
    }
    va_end(args);
    return total;
}

static int inner(va_list args) { return va_arg(args, int); }

static int twice(int n, ...)
{
    va_list args, again;
    va_start(args, n);
    va_copy(again, args);
    int first = inner(args);
    int second = va_arg(again, int);
    va_end(again);
    va_end(args);
    return first * 100 + second;
}

static void print(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vprintf(format, args);
    va_end(args);
}

int main(void)
{
    struct pair p = {5, 7000};
    char c = 'c';
    short h = -3;
    float f = 2.5f;
    printf("%ld\n", sum("iilds", 1, -2, 3000000000L, 4.5, "A"));
    printf("%ld\n", sum("piip", p, c, h, p));
    printf("%ld %ld\n", sum("d", f), sum("i", sum("ii", 20, 3)));
    printf("%d\n", twice(2, 34, 56));
    print("%s %d %.2f %c %ld %x\n", "text", -5, f, c, 1L << 40, 255u);
    printf("%d %d %d %d %d %d %d %d %d %d\n", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    printf("%d\n", printf("%s", printf("") ? "x" : "nested ") + printf("again "));
    return 0;
}
