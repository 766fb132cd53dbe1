/* mv(1), within one file system. */
#include "tool.h"

#include <errno.h>
#include <string.h>
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
    int option;

    while ((option = getopt(argc, argv, "fiv")) != -1)
        if (option == '?')
            return 1;
    if (argc - optind < 2) {
        warn_about("missing file operand\nTry '%s --help' for more information.", argv[0]);
        return 1;
    }
    return for_each_target(argc - optind - 1, argv + optind, argv[argc - 1], move);
}
