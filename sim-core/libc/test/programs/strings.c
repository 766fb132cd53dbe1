/* Strings, memory, numbers in text, characters. */
#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static int sign(int x)
{
    return (x > 0) - (x < 0);
}

static void numbers(void)
{
    static const char *const texts[] = { "0", "42", "-42", "+7", "  12x", "0x1f", "0X", "0xg", "077", "089", "9223372036854775807",
                                         "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "18446744073709551615",
                                         "18446744073709551616", "", "-", "zz", "- 1", "\t\n5", "0b11", "99999999999999999999999" };
    static const int bases[] = { 0, 2, 8, 10, 16, 36, 1, 37 };

    for (unsigned t = 0; t < sizeof(texts) / sizeof(*texts); t++) {
        for (unsigned b = 0; b < sizeof(bases) / sizeof(*bases); b++) {
            char *end = NULL;
            errno = 0;
            long l = strtol(texts[t], &end, bases[b]);
            int first = errno;
            long at = end ? end - texts[t] : -1;
            errno = 0;
            unsigned long u = strtoul(texts[t], &end, bases[b]);
            printf("%s base %d: %ld %d %ld %lu %d\n", texts[t], bases[b], l, first, at, u, errno);
        }
        printf("%d %ld %lld\n", atoi(texts[t]), atol(texts[t]), atoll(texts[t]));
    }
    static const char *const reals[] = { "0", "1.5", "-2.25e3", "1e400", "-1e400", "1e-400", "inf", "-Infinity", "0x1.8p1", ".5", "5.",
                                         ".", "e5", "1e", "1e+", "12abc", "nanx", "4.9e-324", "123456789.125" };
    for (unsigned t = 0; t < sizeof(reals) / sizeof(*reals); t++) {
        char *end;
        errno = 0;
        double d = strtod(reals[t], &end);
        printf("%s: %.17g %ld %d\n", reals[t], d, (long)(end - reals[t]), errno);
    }
}

int main(void)
{
    char text[64] = "the quick brown fox";
    char copy[64];
    char *rest;
    char list[] = ",a,,b;c,";

    for (int c = -1; c < 256; c++)
        printf("%d: %d%d%d%d%d%d%d%d%d%d%d%d %d %d\n", c, !!isalnum(c), !!isalpha(c), !!isblank(c), !!iscntrl(c), !!isdigit(c),
               !!isgraph(c), !!islower(c), !!isprint(c), !!ispunct(c), !!isspace(c), !!isupper(c), !!isxdigit(c), tolower(c), toupper(c));
    numbers();
    for (int e = -1; e < 140; e++)
        printf("%d %s\n", e, strerror(e));
    for (int s = -1; s < 70; s++)
        printf("%d %s\n", s, strsignal(s));
    printf("%s\n", strstr(text, "quick"));
    printf("%s|%s|%s\n", strchr(text, 'q'), strrchr(text, 'o'), strchr(text, 'z') ? "found" : "none");
    printf("%zu %zu %s\n", strspn(text, "eht "), strcspn(text, "xq"), strpbrk(text, "bq"));
    printf("%s\n", strcat(strcpy(copy, "one"), " two"));
    printf("%s\n", strncat(copy, " three", 3));
    for (char *word = strtok(list, ",;"); word; word = strtok(NULL, ",;"))
        printf("word %s\n", word);
    char list2[] = ",a,,b";
    rest = list2;
    for (char *word; (word = strsep(&rest, ","));)
        printf("field [%s]\n", word);
    printf("%d %d %d\n", sign(strcmp("a", "b")), sign(strcmp("b", "a")), strcmp("x", "x"));
    printf("%d %d %d\n", strcasecmp("HeLLo", "hEllO"), sign(strncasecmp("abc", "ABD", 3)), strncasecmp("abc", "ABD", 2));
    printf("%d %d\n", sign(memcmp("\xff", "\x01", 1)), sign(strcmp("\xff", "\x01")));
    memset(copy, '.', 20);
    copy[20] = 0;
    stpcpy(copy + 3, "abc")[0] = '!';
    printf("%s\n", copy);
    strncpy(copy, "xy", 5);
    printf("%d %d %c\n", copy[2], copy[4], copy[5]);
    memmove(text + 2, text, 10);
    printf("%s\n", text);
    printf("%s\n", (char *)memccpy(copy, "abcdef", 'd', 6) - 4);
    char *d = strdup("duplicate"), *n = strndup("duplicate", 3);
    printf("%s %s\n", d, n);
    printf("%d %d %d\n", ffs(0), ffs(1), ffs(0x80));
    return 0;
}
