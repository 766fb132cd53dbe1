/* printenv(1): the environment, or the values of some variables. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    int failed = 0;

    if (argc < 2)
        for (char **entry = environ; entry && *entry; entry++)
            puts(*entry);
    for (int i = 1; i < argc; i++) {
        const char *value = getenv(argv[i]);

        if (value)
            puts(value);
        else
            failed = 1;
    }
    return failed;
}
