/* ln(1): -s, -f. */
#include "tool.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    int option, is_symbolic = 0, is_forced = 0;
    const char *from, *to;

    while ((option = getopt(argc, argv, "fns")) != -1) {
        is_symbolic |= option == 's';
        is_forced |= option == 'f';
        if (option == '?')
            return 1;
    }
    if (optind >= argc) {
        warn_about("missing file operand\nTry '%s --help' for more information.", argv[0]);
        return 1;
    }
    from = argv[optind];
    to = optind + 1 < argc ? argv[optind + 1] : last_part(from);
    if (is_forced)
        unlink(to);
    if ((is_symbolic ? symlink(from, to) : link(from, to)) == 0)
        return 0;
    warn_about("failed to create %s link '%s': %s", is_symbolic ? "symbolic" : "hard", to, strerror(errno));
    return 1;
}
