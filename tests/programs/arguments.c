//@ args one two=2 --three
#include <stdio.h>

int main(int argc, char *argv[])
{
    for (int i = 1; i < argc; i++)
        printf("%d: %s\n", i, argv[i]);
    printf("%s\n", argv[argc] == NULL ? "ends in NULL" : "does not end");
    return argc == 4 ? 0 : 1;
}
