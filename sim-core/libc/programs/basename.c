/* basename(1). */
#include "tool.h"

#include <libgen.h>
#include <string.h>

int main(int argc, char **argv)
{
    char *name;
    size_t len, end;

    if (argc < 2) {
        warn_about("missing operand\nTry '%s --help' for more information.", argv[0]);
        return 1;
    }
    name = basename(argv[1]);
    len = strlen(name);
    end = argc > 2 ? strlen(argv[2]) : 0;
    if (end > 0 && end < len && !strcmp(name + len - end, argv[2]))
        name[len - end] = '\0';
    puts(name);
    return 0;
}
