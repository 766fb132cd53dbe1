//@ exit 136
#include <stdio.h>

int main(int argc, char **argv)
{
    (void)argv;
    printf("%d\n", 10 / argc);
    fflush(stdout);
    printf("%d\n", 10 / (argc - 1));
    return 0;
}
