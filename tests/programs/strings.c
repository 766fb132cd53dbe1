#include <stdio.h>
#include <string.h>
#include <stdlib.h>
#include <ctype.h>

int main(void)
{
    char buf[40] = "abc", copy[40];
    char list[] = "red, green,,blue";

    strcat(buf, "def");
    strncat(buf, "ghijk", 2);
    printf("%s %zu\n", buf, strlen(buf));
    strncpy(copy, buf, sizeof copy);
    printf("%d %d %d\n", strcmp(buf, copy) == 0, strcmp("a", "b") < 0, strncmp("abcd", "abxx", 2));
    printf("%s %s %s\n", strchr(buf, 'd'), strrchr("a/b/c", '/'), strstr(buf, "fg"));
    for (char *word = strtok(list, ", "); word; word = strtok(NULL, ", "))
        printf("<%s>", word);
    printf("\n");
    memset(copy, '-', 5);
    memmove(copy + 2, "12345678", 9);
    printf("%s %d\n", copy, memcmp("abc", "abd", 3) < 0);
    printf("%d %ld %ld %.2f\n", atoi(" -42x"), strtol("ff", NULL, 16), strtol("0777", NULL, 0), atof("2.5e1"));
    for (char *c = buf; *c; c++)
        *c = toupper((unsigned char)*c);
    printf("%s %d %d\n", buf, isdigit('5') != 0, isalpha('5') != 0);
    sprintf(buf, "%03d|%s", 7, "x");
    printf("%s %d\n", buf, snprintf(copy, 4, "%s", "longer"));
    printf("%s\n", copy);
    int a, n; char word[10];
    n = sscanf("12 apples", "%d %9s", &a, word);
    printf("%d %d %s\n", n, a, word);
    char *d = strdup("duplicate");
    printf("%s\n", d);
    free(d);
    return 0;
}
