//@ exit 65
/* What is const cannot be changed. */
#include <stdio.h>

static const int limit = 10;

struct point {
    const int x;
    int y;
};

int main(void)
{
    const char *text = "abc";
    char *const fixed = 0;
    struct point point = { 1, 2 };

    limit = 11;
    text[0] = 'x';
    fixed = "other";
    point.x = 3;
    limit++;
    printf("%s\n", text);
    return 0;
}
