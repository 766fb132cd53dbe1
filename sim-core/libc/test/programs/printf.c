/* Every conversion with many flags, widths and precisions. */
#include <limits.h>
#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static void show(const char *format, ...)
{
    char text[4000];
    va_list args;
    int len;

    va_start(args, format);
    len = vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    printf("%s -> %d [%s]\n", format, len, len < 0 ? "" : text);
}

static void integers(void)
{
    static const char *const flags[] = { "", "-", "+", " ", "#", "0", "-0", "+ ", "#0", "-#", "+0", "'", " 0" };
    static const char *const sizes[] = { "", "1", "8", "12", ".0", ".3", "8.3", "3.8", "12.5", "." };
    static const long values[] = { 0, 1, -1, 8, 42, -42, 255, 123456, INT_MAX, INT_MIN };
    char format[32];

    for (unsigned f = 0; f < sizeof(flags) / sizeof(*flags); f++)
        for (unsigned s = 0; s < sizeof(sizes) / sizeof(*sizes); s++)
            for (const char *c = "diuoxXc"; *c; c++)
                for (unsigned v = 0; v < sizeof(values) / sizeof(*values); v++) {
                    if (*c == 'c' && v != 4)
                        continue;
                    sprintf(format, "%%%s%s%c|%%%s%sl%c", flags[f], sizes[s], *c, flags[f], sizes[s], *c == 'c' ? 'd' : *c);
                    show(format, (int)values[v], values[v]);
                }
}

static void doubles(void)
{
    static const char *const flags[] = { "", "-", "+", " ", "#", "0", "+0", "#0", "-#" };
    static const char *const sizes[] = { "", "1", "12", ".0", ".1", ".3", "12.3", "20.10", ".17", ".40" };
    static const double values[] = { 0.0, -0.0, 1.0, -1.5, 0.1, 2.5, 0.5, 1e10, 1e100, 1.7976931348623157e308, 5e-324, 123456789.0,
                                     0.0001, 0.00001234, 999999.4, 1e5, 1e6, 3.14159265358979, 1.0 / 0.0, -1.0 / 0.0, 9.995, 1e16 };
    char format[32];

    for (unsigned f = 0; f < sizeof(flags) / sizeof(*flags); f++)
        for (unsigned s = 0; s < sizeof(sizes) / sizeof(*sizes); s++)
            for (const char *c = "feEgGaF"; *c; c++)
                for (unsigned v = 0; v < sizeof(values) / sizeof(*values); v++) {
                    sprintf(format, "%%%s%s%c", flags[f], sizes[s], *c);
                    show(format, values[v]);
                }
    show("%Lf %Le %.3Lg", 1.25L, 3e10L, 2.0L);
    show("%.1200f", 0.1);
    show("%-1300.1200e|", 0.1);
    show("%01300.1200e|", 0.1);
    show("%.1200g", 0.1);
    show("%#.1300g", 0.5);
}

static void texts(void)
{
    static const int wide[] = { 'w', 'i', 'd', 'e', 0 };
    static const int alpha[] = { 0x3b1, 0 };
    int at = 0;
    long at_long = 0;
    short at_short = 0;
    signed char at_char = 0;

    show("%s|%10s|%-10s|%.2s|%10.2s|%.0s|%.s", "hello", "hello", "hello", "hello", "hello", "hello", "hello");
    show("%s|%.3s|%.6s|%10s", NULL, NULL, NULL, NULL);
    show("%p|%20p|%-20p|%p|%20p|%-8p|", (void *)0x1234, (void *)0xabcdef, (void *)1, NULL, NULL, NULL);
    show("%c%c%c|%5c|%-5c|", 'a', 0x41, 'z', 'x', 'y');
    show("%%|%5%|%-5%|");
    show("%y|%5y|%-+5.3y|%#08lk|%w");
    show("%");
    show("abc%5");
    show("%l");
    show("%hhd %hd %hhu %hu %hhx %hx", 300, 70000, 300, 70000, -1, -1);
    show("%lld %llu %jd %ju %zd %zu %td %qd", LLONG_MIN, ULLONG_MAX, (intmax_t)-5, (uintmax_t)5, (ssize_t)-6, (size_t)6, (long)-7, 8LL);
    show("%*d|%-*d|%*d|%.*d|%*.*f", 6, 42, 6, 42, -6, 42, 4, 42, 10, 2, 3.14159);
    show("%.*d|%.*s|%.*f", -1, 42, -1, "all", -3, 1.5);
    show("%2$s %1$s", "one", "two");
    show("%2$d %1$5.2f %2$x", 2.5, 10);
    show("%1$*2$d|%1$-*2$d|%3$.*2$f", 7, 5, 1.23456);
    show("%1$ld %3$s %2$c", 1234567890123L, 'q', "str");
    show("%lc|%ls|%6ls|%-5lc|%.1ls", 'w', wide, wide, 'c', wide);
    show("%ls", alpha);
    show("%C%S", 'a', wide);
    show("abc%ndef%lnghi%hnjkl%hhn", &at, &at_long, &at_short, &at_char);
    printf("%d %ld %d %d\n", at, at_long, at_short, at_char);
    errno = ENOENT;
    show("%m|%30m|%-30m|%.3m");
    show("%5000000000d", 1);
    show("%.2147483648d", 1);
    show("%b %#b %B", 5, 5, 5);
    show("%hs %lf %hf", "x", 1.5, 2.5);
}

int main(void)
{
    char small[5];
    int len;

    integers();
    doubles();
    texts();
    len = snprintf(small, sizeof(small), "%d", 1234567);
    printf("%d %s\n", len, small);
    printf("%d\n", snprintf(NULL, 0, "%s %d", "measure", 12));
    printf("%d\n", snprintf(small, 1, "x"));
    printf("[%s]\n", small);
    fflush(stdout);
    dprintf(1, "%s %d\n", "straight", 5);
    dprintf(2, "%s %d\n", "straight", 5);
    fprintf(stderr, "%-10s|%5d\n", "error", 5);
    return 0;
}
