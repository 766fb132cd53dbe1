//@ undefined
/* Values that nobody has given: each read is told of, and the run goes on. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct point {
    int x, y;
};

static int in_one_branch(int c)
{
    int x;

    if (c > 3)
        x = 1;
    return x & 0;
}

static int in_a_switch(int c)
{
    int x;

    switch (c) {
    case 1:
        x = 10;
        break;
    case 2:
        x = 20;
        break;
    }
    return x & 0;
}

static int in_an_array(void)
{
    int numbers[4];

    numbers[1] = 2;
    return numbers[1] + (numbers[2] & 0);
}

static int in_a_record(void)
{
    struct point p, q;

    p.x = 3;
    q = p;
    return q.x + (q.y & 0);
}

static int on_the_heap(void)
{
    int *block = malloc(4 * sizeof(int));
    int result;

    memset(block, 0, 2 * sizeof(int));
    result = block[1] + (block[2] & 0);
    free(block);
    return result;
}

static int in_a_string(void)
{
    char text[8];

    text[0] = 'a';
    return strlen(text) > 100;
}

int main(void)
{
    printf("%d %d\n", in_one_branch(4), in_one_branch(1));
    printf("%d %d\n", in_a_switch(1), in_a_switch(7));
    printf("%d %d %d\n", in_an_array(), in_a_record(), on_the_heap());
    printf("%d\n", in_a_string());
    return 0;
}
