//@ exit 65
/* Values that must be known before the program runs. */
#include <stdlib.h>

int seed = rand();
static char *buffer = malloc(10);

enum { FIRST = 1, SECOND };

int main(int argc, char **argv)
{
    static int count = argc;

    switch (argc) {
    case SECOND:
        return 2;
    case argc:
        return 3;
    }
    return count;
}
