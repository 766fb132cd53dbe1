/* wc(1): lines, words and bytes; -l, -w, -c, -m, -L. The columns are as wide as GNU makes them. */
#include "tool.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct counts {
    long lines;
    long words;
    long bytes;
    long longest;
};

static int shows_lines, shows_words, shows_bytes, shows_longest;
static int width = 1;

static void count_input(FILE *input, struct counts *counts)
{
    int c, in_word = 0;
    long column = 0;

    while ((c = getc(input)) != EOF) {
        counts->bytes++;
        counts->lines += c == '\n';
        if (isspace(c)) {
            in_word = 0;
        } else {
            counts->words += !in_word;
            in_word = 1;
        }
        column = c == '\n' ? 0 : c == '\t' ? (column | 7) + 1 : column + 1;
        if (column > counts->longest)
            counts->longest = column;
    }
}

static void print_number(int is_shown, long number, const char **gap)
{
    if (is_shown) {
        printf("%s%*ld", *gap, width, number);
        *gap = " ";
    }
}

static void print_counts(const struct counts *counts, const char *name)
{
    const char *gap = "";

    print_number(shows_lines, counts->lines, &gap);
    print_number(shows_words, counts->words, &gap);
    print_number(shows_bytes, counts->bytes, &gap);
    print_number(shows_longest, counts->longest, &gap);
    printf(name ? " %s\n" : "\n", name);
}

/* As wide as the sum of the files' sizes, at least 7 if one is no regular file; 1 for a single number of one file. */
static void choose_width(int count, char **paths)
{
    long sum = 0;
    int least = 1;
    struct stat file;

    if (count <= 1 && shows_lines + shows_words + shows_bytes + shows_longest == 1)
        return;
    for (int i = 0; i < count || i == 0; i++) {
        int failed = count == 0 || !strcmp(paths[i], "-") ? fstat(0, &file) : stat(paths[i], &file);

        if (failed == 0 && S_ISREG(file.st_mode))
            sum += file.st_size;
        else if (failed == 0)
            least = 7;
    }
    for (width = 1; sum > 9; sum /= 10)
        width++;
    if (width < least)
        width = least;
}

static int count_file(const char *path, struct counts *total)
{
    struct counts counts = { 0, 0, 0, 0 };
    FILE *input = open_input(path);

    if (!input)
        return 1;
    count_input(input, &counts);
    if (ferror(input)) {
        warn_about("%s: %s", path, strerror(errno));
    }
    print_counts(&counts, path);
    total->lines += counts.lines;
    total->words += counts.words;
    total->bytes += counts.bytes;
    if (counts.longest > total->longest)
        total->longest = counts.longest;
    if (input != stdin)
        fclose(input);
    return 0;
}

int main(int argc, char **argv)
{
    struct counts total = { 0, 0, 0, 0 };
    int option, failed = 0;

    while ((option = getopt(argc, argv, "clLmw")) != -1) {
        shows_lines |= option == 'l';
        shows_words |= option == 'w';
        shows_bytes |= option == 'c' || option == 'm';
        shows_longest |= option == 'L';
        if (option == '?')
            return 1;
    }
    if (!(shows_lines | shows_words | shows_bytes | shows_longest))
        shows_lines = shows_words = shows_bytes = 1;
    choose_width(argc - optind, argv + optind);
    if (optind == argc) {
        count_input(stdin, &total);
        print_counts(&total, NULL);
        return 0;
    }
    for (int i = optind; i < argc; i++)
        failed |= count_file(argv[i], &total);
    if (argc - optind > 1)
        print_counts(&total, "total");
    return failed;
}
