/* sort(1): -n, -r, -u, -f, -b, -k N[,M][nr], -t C, -o FILE, in the order of the C locale. */
#include "lines.h"
#include "tool.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int is_numeric, is_reversed, is_unique, folds, skips_blanks;
static int first_field, last_field; /* from 1; 0: the whole line, to its end */
static char separator;

/* Where a field begins; without a separator blanks in front belong to it. */
static const char *field(const char *line, int number)
{
    for (; number > 1 && *line; number--) {
        if (separator) {
            line += strcspn(line, (char[]){ separator, '\0' });
            line += *line != '\0';
            continue;
        }
        line += strspn(line, " \t");
        line += strcspn(line, " \t");
    }
    return line;
}

static const char *key_end(const char *line)
{
    const char *end = last_field ? field(line, last_field + 1) : line + strlen(line);

    if (separator && last_field && end > line && *end)
        end--;
    return end;
}

static int compare_text(const char *left, const char *left_end, const char *right, const char *right_end)
{
    for (; left < left_end && right < right_end; left++, right++) {
        int one = (unsigned char)*left, two = (unsigned char)*right;

        if (folds) {
            one = toupper(one);
            two = toupper(two);
        }
        if (one != two)
            return one < two ? -1 : 1;
    }
    return (left < left_end) - (right < right_end);
}

static int compare_keys(const char *left, const char *right)
{
    const char *one = first_field ? field(left, first_field) : left;
    const char *two = first_field ? field(right, first_field) : right;

    if (is_numeric) {
        double a = strtod(one, NULL), b = strtod(two, NULL);

        return (a > b) - (a < b);
    }
    if (skips_blanks) {
        one += strspn(one, " \t");
        two += strspn(two, " \t");
    }
    return compare_text(one, key_end(left), two, key_end(right));
}

static int compare(const void *left, const void *right)
{
    const char *one = *(char *const *)left, *two = *(char *const *)right;
    int order = compare_keys(one, two);

    /* As a last resort the whole lines decide, as GNU does. */
    if (order == 0 && !is_unique)
        order = strcmp(one, two);
    return is_reversed ? -order : order;
}

static void take_key(const char *key)
{
    char *rest;

    first_field = (int)strtol(key, &rest, 10);
    if (*rest == '.')
        strtol(rest + 1, &rest, 10);
    for (; *rest && *rest != ','; rest++) {
        is_numeric |= *rest == 'n';
        is_reversed |= *rest == 'r';
    }
    if (*rest == ',')
        last_field = (int)strtol(rest + 1, &rest, 10);
    for (; *rest; rest++) {
        is_numeric |= *rest == 'n';
        is_reversed |= *rest == 'r';
    }
}

static int take_options(int argc, char **argv)
{
    int option;

    while ((option = getopt(argc, argv, "bfk:no:rst:u")) != -1) {
        skips_blanks |= option == 'b';
        folds |= option == 'f';
        is_numeric |= option == 'n';
        is_reversed |= option == 'r';
        is_unique |= option == 'u';
        if (option == 'k')
            take_key(optarg);
        if (option == 't')
            separator = *optarg;
        if (option == '?')
            return -1;
        if (option == 'o' && !freopen(optarg, "w", stdout))
            return -1;
    }
    return 0;
}

int main(int argc, char **argv)
{
    struct lines lines = { NULL, 0, 0 };

    if (take_options(argc, argv) < 0)
        return 2;
    for (int i = optind; i < argc || i == optind; i++) {
        const char *path = i < argc ? argv[i] : "-";
        FILE *input = strcmp(path, "-") ? fopen(path, "r") : stdin;

        if (!input) {
            warn_about("cannot read: %s: %s", path, strerror(errno));
            return 2;
        }
        read_lines(input, &lines);
    }
    qsort(lines.items, lines.count, sizeof(char *), compare);
    for (size_t i = 0; i < lines.count; i++)
        if (!is_unique || i == 0 || compare_keys(lines.items[i - 1], lines.items[i]) != 0)
            puts(lines.items[i]);
    return 0;
}
