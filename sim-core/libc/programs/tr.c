/* tr(1): characters to others; -d, -s, -c, ranges and classes. */
#include "tool.h"

#include <ctype.h>
#include <string.h>
#include <unistd.h>

#define MOST 1024

static int escaped(const char **at)
{
    static const char from[] = "abfnrtv\\", to[] = "\a\b\f\n\r\t\v\\";
    int c = (unsigned char)*(*at)++;
    const char *known;

    if (c != '\\' || !**at)
        return c;
    if (**at >= '0' && **at <= '7') {
        for (c = 0; **at >= '0' && **at <= '7'; ++*at)
            c = c * 8 + (**at - '0');
        return c & 255;
    }
    known = strchr(from, **at);
    c = known ? to[known - from] : **at;
    ++*at;
    return c;
}

static int add_class(const char **at, unsigned char *set, int len)
{
    static const struct {
        const char *name;
        int (*has)(int c);
    } classes[] = { { "[:upper:]", isupper }, { "[:lower:]", islower }, { "[:digit:]", isdigit }, { "[:alpha:]", isalpha },
                    { "[:alnum:]", isalnum }, { "[:space:]", isspace }, { "[:punct:]", ispunct }, { "[:blank:]", isblank } };

    for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++) {
        if (strncmp(*at, classes[i].name, 9) != 0)
            continue;
        for (int c = 0; c < 256; c++)
            if (classes[i].has(c))
                set[len++] = (unsigned char)c;
        *at += 9;
        return len;
    }
    return -1;
}

static int parse_set(const char *text, unsigned char *set)
{
    int len = 0;

    while (*text && len < MOST - 256) {
        int with_class = *text == '[' ? add_class(&text, set, len) : -1, low, high;

        if (with_class >= 0) {
            len = with_class;
            continue;
        }
        low = high = escaped(&text);
        if (*text == '-' && text[1]) {
            text++;
            high = escaped(&text);
        }
        for (; low <= high; low++)
            set[len++] = (unsigned char)low;
    }
    return len;
}

static int complement(unsigned char *set, int len)
{
    char is_in[256] = { 0 };

    for (int i = 0; i < len; i++)
        is_in[set[i]] = 1;
    len = 0;
    for (int c = 0; c < 256; c++)
        if (!is_in[c])
            set[len++] = (unsigned char)c;
    return len;
}

int main(int argc, char **argv)
{
    static unsigned char from[MOST], to[MOST];
    int map[256], squeezed[256] = { 0 }, option, deletes = 0, squeezes = 0, complements = 0, from_len, to_len = 0, c, last = -1;

    while ((option = getopt(argc, argv, "cCds")) != -1) {
        deletes |= option == 'd';
        squeezes |= option == 's';
        complements |= option == 'c' || option == 'C';
        if (option == '?')
            return 1;
    }
    if (argc - optind < 1 || (argc - optind < 2 && !deletes && !squeezes)) {
        warn_about("missing operand\nTry '%s --help' for more information.", argv[0]);
        return 1;
    }
    from_len = parse_set(argv[optind], from);
    if (complements)
        from_len = complement(from, from_len);
    if (optind + 1 < argc)
        to_len = parse_set(argv[optind + 1], to);
    for (c = 0; c < 256; c++)
        map[c] = c;
    for (int i = 0; i < from_len; i++)
        map[from[i]] = deletes ? -1 : to_len ? to[i < to_len ? i : to_len - 1] : from[i];
    for (int i = 0; squeezes && i < (to_len ? to_len : from_len); i++)
        squeezed[to_len ? to[i] : from[i]] = 1;
    while ((c = getchar()) != EOF) {
        c = map[c];
        if (c >= 0 && !(squeezed[c] && c == last))
            putchar(c);
        if (c >= 0)
            last = c;
    }
    return 0;
}
