//@ stdin three lines\nof input\nhere
#include <stdio.h>
#include <string.h>

int main(void)
{
    char line[64];
    int number = 0;

    while (fgets(line, sizeof line, stdin) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        printf("%d [%s] %zu\n", ++number, line, strlen(line));
    }
    return 0;
}
