/* mkdir(1): -p, -m MODE. */
#include "tool.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int makes_parents;
static mode_t mode = 0777;

static int make(char *path)
{
    for (char *slash = strchr(path + 1, '/'); makes_parents && slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(path, 0777);
        *slash = '/';
    }
    if (mkdir(path, mode) == 0 || (makes_parents && errno == EEXIST))
        return 0;
    warn_about("cannot create directory '%s': %s", path, strerror(errno));
    return 1;
}

int main(int argc, char **argv)
{
    int option, failed = 0;

    while ((option = getopt(argc, argv, "m:p")) != -1) {
        makes_parents |= option == 'p';
        if (option == 'm')
            mode = (mode_t)strtol(optarg, NULL, 8);
        if (option == '?')
            return 1;
    }
    if (optind == argc) {
        warn_about("missing operand\nTry '%s --help' for more information.", argv[0]);
        return 1;
    }
    for (int i = optind; i < argc; i++)
        failed |= make(argv[i]);
    return failed;
}
