/* yes(1): a line for ever, until nobody reads. */
#include <stdio.h>

int main(int argc, char **argv)
{
    do {
        for (int i = 1; i < argc; i++)
            printf("%s%s", argv[i], i + 1 < argc ? " " : "\n");
        if (argc < 2)
            puts("y");
    } while (!ferror(stdout));
    return 1;
}
