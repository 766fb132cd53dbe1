/* What the commands have in common: messages and input files. */
#include "tool.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void warn_about(const char *format, ...)
{
    va_list list;

    fflush(stdout);
    fprintf(stderr, "%s: ", program_invocation_name);
    va_start(list, format);
    vfprintf(stderr, format, list);
    va_end(list);
    fputc('\n', stderr);
}

FILE *open_input(const char *path)
{
    FILE *input = strcmp(path, "-") ? fopen(path, "r") : stdin;

    if (!input)
        warn_about("%s: %s", path, strerror(errno));
    return input;
}

int for_each_input(int count, char **paths, void (*work)(FILE *input, const char *path))
{
    int failed = 0;

    if (count == 0)
        work(stdin, "-");
    for (int i = 0; i < count; i++) {
        FILE *input = open_input(paths[i]);

        if (!input) {
            failed = 1;
            continue;
        }
        work(input, paths[i]);
        if (input != stdin)
            fclose(input);
    }
    return failed;
}

int write_all(int fd, const char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t count = write(fd, bytes, len);

        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return -1;
        bytes += count;
        len -= (size_t)count;
    }
    return 0;
}

int for_each_target(int count, char **paths, const char *to, int (*work)(const char *from, const char *to))
{
    struct stat file;
    int failed = 0, is_folder = stat(to, &file) == 0 && S_ISDIR(file.st_mode);

    for (int i = 0; i < count; i++) {
        char *target = malloc(strlen(to) + strlen(paths[i]) + 2);

        sprintf(target, is_folder ? "%s/%s" : "%s", to, last_part(paths[i]));
        failed |= work(paths[i], target);
        free(target);
    }
    return failed;
}

const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}
