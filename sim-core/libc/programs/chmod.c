/* chmod(1): octal modes, and symbolic ones such as u+x,go-w. */
#include "tool.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static mode_t letters(const char **at, const char *known, const mode_t *values)
{
    mode_t bits = 0;

    for (const char *found; **at && (found = strchr(known, **at)); ++*at)
        bits |= values[found - known];
    return bits;
}

/* Applies a symbolic mode; -1 if it is none. */
static int apply(const char *text, mode_t *mode)
{
    static const mode_t who_bits[] = { 04700, 02070, 07, 07777 }, right_bits[] = { 0444, 0222, 0111 };

    for (;;) {
        mode_t who = letters(&text, "ugoa", who_bits), rights;
        char operator = *text++;

        if (!operator || !strchr("+-=", operator))
            return -1;
        rights = letters(&text, "rwx", right_bits) & (who ? who : 0755);
        if (operator == '+')
            *mode |= rights;
        else if (operator == '-')
            *mode &= ~rights;
        else
            *mode = (*mode & ~(who ? who : 0777)) | rights;
        if (!*text)
            return 0;
        if (*text++ != ',')
            return -1;
    }
}

int main(int argc, char **argv)
{
    int failed = 0;

    if (argc < 3) {
        warn_about("missing operand\nTry '%s --help' for more information.", argv[0]);
        return 1;
    }
    for (int i = 2; i < argc; i++) {
        char *rest;
        mode_t mode = (mode_t)strtol(argv[1], &rest, 8);
        struct stat file;

        if (stat(argv[i], &file) < 0) {
            warn_about("cannot access '%s': %s", argv[i], strerror(errno));
            failed = 1;
            continue;
        }
        if (*rest) {
            mode = file.st_mode & 07777;
            if (apply(argv[1], &mode) < 0) {
                warn_about("invalid mode: '%s'\nTry '%s --help' for more information.", argv[1], argv[0]);
                return 1;
            }
        }
        failed |= chmod(argv[i], mode) < 0;
    }
    return failed;
}
