/* printf(1). */
#include "escapes.h"
#include "tool.h"

int main(int argc, char **argv)
{
    if (argc < 2) {
        warn_about("missing operand\nTry '%s --help' for more information.", argv[0]);
        return 1;
    }
    return print_formatted(argc - 1, argv + 1);
}
