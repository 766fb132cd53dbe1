/* The scanf family and reading streams. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void ints(const char *text, const char *format)
{
    int a = -9, b = -9, c = -9;
    int n = sscanf(text, format, &a, &b, &c);

    printf("%s | %s: %d %d %d %d\n", text, format, n, a, b, c);
}

static void words(const char *text, const char *format)
{
    char a[100] = "-", b[100] = "-";
    int n = sscanf(text, format, a, b);

    printf("%s | %s: %d [%s] [%s]\n", text, format, n, a, b);
}

static void reals(const char *text)
{
    double d = -9;
    float f = -9;
    char rest[50] = "-";
    int n = sscanf(text, "%lf%49s", &d, rest);

    printf("%s: %d %.17g [%s] ", text, n, d, rest);
    n = sscanf(text, "%3f%49s", &f, rest);
    printf("%d %.9g [%s]\n", n, f, rest);
}

int main(void)
{
    static const char *const numbers[] = { "1 2 3", "  -5,6", "0x1f 077 9", "12abc", "abc", "", "   ", "+ 5", "0x", "0xg", "99999999999",
                                           "9223372036854775808", "-99999999999999999999", "1\n2\n3", "08 09", "--1" };
    static const char *const forms[] = { "%d %d %d", "%d,%d", "%i %i %i", "%x %o %u", "%2d%2d%2d", "%*d %d", "%d%n", "x%d", "%d%%" };
    unsigned char c1, c2;
    short h;
    long l;
    void *p;
    char *word = NULL;
    int n;

    for (unsigned i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
        for (unsigned f = 0; f < sizeof(forms) / sizeof(*forms); f++)
            ints(numbers[i], forms[f]);
    words("hello world", "%s %s");
    words("hello world", "%3s%s");
    words("hello world", "%[a-h]%s");
    words("hello world", "%[^o]o %s");
    words("]x]y", "%[]x]%s");
    words("a-b-c", "%[a-]%s");
    words("abc", "%[^]a]%s");
    words("  abc", "%c%c");
    words("  abc", " %2c%s");
    words("", "%s");
    words("x:y", "%[^:]:%s");
    words("key = value", "%s = %s");
    static const char *const texts[] = { "1.5", "-2e3x", ".5.5", "inf", "infinity", "infx", "nan", "1e", "1e+", "1e5", "0x1p4", "0x", "-", "abc",
                                         "1..2", "+.e", "123456.75 k" };
    for (unsigned i = 0; i < sizeof(texts) / sizeof(*texts); i++)
        reals(texts[i]);
    n = sscanf("300 70000 99999999999", "%hhu %hd %ld", &c1, &h, &l);
    printf("%d %d %d %ld\n", n, c1, h, l);
    n = sscanf("0x1234 (nil)", "%p", &p);
    printf("%d %p\n", n, p);
    n = sscanf("(nil)", "%p", &p);
    printf("%d %p\n", n, p);
    n = sscanf("allocated text", "%ms", &word);
    printf("%d %s\n", n, word);
    n = sscanf("A\tB", "%c%*c%c", &c1, &c2);
    printf("%d %c %c\n", n, c1, c2);
    printf("%d\n", sscanf("5", "%d %d", &n, &n));
    printf("%d\n", sscanf("", "abc"));
    printf("%d\n", sscanf("abd", "abc"));

    char line[20];
    n = scanf("%19s %d", line, &n);
    printf("%d %s\n", n, line);
    printf("%d\n", getchar());
    printf("%s", fgets(line, 10, stdin));
    printf("[%s]\n", fgets(line, 10, stdin));
    char *whole = NULL;
    size_t size = 0;
    printf("%ld ", (long)getline(&whole, &size, stdin));
    printf("%s%zu\n", whole, size);
    printf("%ld ", (long)getline(&whole, &size, stdin));
    printf("%zu %zu\n", strlen(whole), size);
    int c = getchar();
    ungetc('Q', stdin);
    ungetc(c, stdin);
    printf("%c%c%c\n", getchar(), getchar(), getchar());
    printf("%zu\n", fread(line, 3, 4, stdin));
    printf("%.12s\n", line);
    while ((c = getchar()) != EOF)
        printf("%c", c);
    printf("eof %d error %d\n", feof(stdin) != 0, ferror(stdin) != 0);
    printf("%p %d\n", (void *)fgets(line, 10, stdin), scanf("%d", &n));
    printf("%d\n", fputs("x", stdin) == EOF);
    fflush(stdout);
    perror("stdin");
    printf("%d\n", getc(stdout));
    fflush(stdout);
    perror(NULL);
    perror("");
    return 0;
}
