#include <stdio.h>

static const char *kind(int n)
{
    switch (n) {
    case 0:
        return "zero";
    case 1:
    case 2:
        return "small";
    case 'x':
        return "letter";
    default:
        if (n < 0)
            return "negative";
        return "large";
    }
}

int main(void)
{
    int i, j, total = 0;

    for (i = 0, j = 10; i < j; i++, j--)
        total += i * j;
    printf("%d\n", total);
    while (1) {
        if (total-- % 7 == 0)
            break;
        if (total % 2)
            continue;
        total -= 3;
    }
    printf("%d\n", total);
    do {
        total /= 2;
    } while (total > 3);
    printf("%d\n", total);
    for (i = -1; i < 4; i++)
        printf("%s ", kind(i));
    printf("%s\n", kind('x'));
    i = 0;
again:
    if (i < 3) {
        switch (i) {
        case 1:
            printf("one ");
        case 2:
            printf("fell through %d\n", i);
            break;
        }
        i++;
        goto again;
    }
    for (i = 0; i < 3; i++)
        for (j = 0; j < 3; j++) {
            if (j == 2)
                goto out;
            printf("(%d,%d)", i, j);
        }
out:
    printf("\n");
    return 0;
}
