/* dirname(1). */
#include "tool.h"

#include <libgen.h>

int main(int argc, char **argv)
{
    if (argc < 2) {
        warn_about("missing operand\nTry '%s --help' for more information.", argv[0]);
        return 1;
    }
    for (int i = 1; i < argc; i++)
        puts(dirname(argv[i]));
    return 0;
}
