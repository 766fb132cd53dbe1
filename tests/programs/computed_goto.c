/* Labels as values (GCC manual, 6.3): an interpreter that jumps through a table, and differences of labels. */
#include <stdio.h>

static int run(const unsigned char *code)
{
    static void *const table[] = { &&increment, &&decrement, &&twice, &&end };
    int value = 0;

    goto *table[*code++];
increment:
    value++;
    goto *table[*code++];
decrement:
    value--;
    goto *table[*code++];
twice:
    value *= 2;
    goto *table[*code++];
end:
    return value;
}

static const char *by_distance(int index)
{
    static const long distances[] = { &&zero - &&zero, &&one - &&zero, &&two - &&zero };
    void *start = &&zero;

    goto *(start + distances[index]);
zero:
    return "zero";
one:
    return "one";
two:
    return "two";
}

int main(void)
{
    unsigned char code[] = { 0, 0, 2, 2, 1, 3 };
    void *next = &&again;
    int rounds = 0;

    printf("%d\n", run(code));
    printf("%s %s %s\n", by_distance(0), by_distance(1), by_distance(2));
again:
    if (++rounds == 3)
        next = &&over;
    printf("round %d\n", rounds);
    goto *next;
over:
    printf("%d %d\n", next != NULL, next == &&over);
    return 0;
}
