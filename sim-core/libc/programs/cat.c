/* cat(1): files one after the other; -n numbers the lines, -b those that are not empty, -s, -E, -T, -A. */
#include "tool.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define BLOCK 65536

static int numbers, numbers_text, squeezes, shows_ends, shows_tabs;
static long line;
static int is_line_start = 1, empty_lines;

/* Copies a file as it is. */
static int copy(int fd)
{
    static char block[BLOCK];
    ssize_t count;

    while ((count = read(fd, block, sizeof(block))) > 0)
        if (write_all(1, block, (size_t)count) < 0)
            return -1;
    return count < 0 ? -1 : 0;
}

static void show(int c)
{
    if (is_line_start) {
        empty_lines = c == '\n' ? empty_lines + 1 : 0;
        if (squeezes && empty_lines > 1)
            return;
        if (numbers || (numbers_text && c != '\n'))
            printf("%6ld\t", ++line);
    }
    if (c == '\n' && shows_ends)
        putchar('$');
    if (c == '\t' && shows_tabs)
        printf("^I");
    else
        putchar(c);
    is_line_start = c == '\n';
}

static int show_file(int fd)
{
    char block[4096];
    ssize_t count;

    while ((count = read(fd, block, sizeof(block))) > 0)
        for (ssize_t i = 0; i < count; i++)
            show((unsigned char)block[i]);
    fflush(stdout);
    return count < 0 ? -1 : 0;
}

static int print_file(const char *path)
{
    int fd = strcmp(path, "-") ? open(path, O_RDONLY) : 0, failed;

    if (fd < 0) {
        warn_about("%s: %s", path, strerror(errno));
        return 1;
    }
    failed = numbers || numbers_text || squeezes || shows_ends || shows_tabs ? show_file(fd) : copy(fd);
    if (failed < 0)
        warn_about("%s: %s", path, strerror(errno));
    if (fd > 0)
        close(fd);
    return failed < 0;
}

int main(int argc, char **argv)
{
    int option, failed = 0;

    while ((option = getopt(argc, argv, "AbEensTtuv")) != -1) {
        numbers |= option == 'n';
        numbers_text |= option == 'b';
        squeezes |= option == 's';
        shows_ends |= strchr("AEe", option) != NULL;
        shows_tabs |= strchr("ATt", option) != NULL;
        if (option == '?')
            return 1;
    }
    numbers &= !numbers_text;
    if (optind == argc)
        return print_file("-");
    for (int i = optind; i < argc; i++)
        failed |= print_file(argv[i]);
    return failed;
}
