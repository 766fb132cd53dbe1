/* mv(1), within one file system. */
#include "tool.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int move(const char *from, const char *to)
{
    if (rename(from, to) == 0)
        return 0;
    if (errno == ENOENT && access(from, F_OK) < 0)
        warn_about("cannot stat '%s': %s", from, strerror(errno));
    else
        warn_about("cannot move '%s' to '%s': %s", from, to, strerror(errno));
    return 1;
}

int main(int argc, char **argv)
{
    int option, failed = 0, is_folder;
    struct stat file;
    const char *to;

    while ((option = getopt(argc, argv, "fiv")) != -1)
        if (option == '?')
            return 1;
    if (argc - optind < 2) {
        warn_about("missing file operand\nTry '%s --help' for more information.", argv[0]);
        return 1;
    }
    to = argv[argc - 1];
    is_folder = stat(to, &file) == 0 && S_ISDIR(file.st_mode);
    for (int i = optind; i < argc - 1; i++) {
        char *target = malloc(strlen(to) + strlen(argv[i]) + 2);

        sprintf(target, is_folder ? "%s/%s" : "%s", to, last_part(argv[i]));
        failed |= move(argv[i], target);
        free(target);
    }
    return failed;
}
