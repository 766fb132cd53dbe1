/* Looks doubtful and is not: nothing of this may be told of as undefined. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct flags {
    unsigned a : 3, b : 5;
    char tag;
    double weight;
};

struct flexible {
    int length;
    char text[];
};

union word {
    unsigned value;
    unsigned char bytes[4];
};

static jmp_buf back;

static int by_weight(const void *a, const void *b)
{
    const struct flags *x = a, *y = b;

    return (x->weight > y->weight) - (x->weight < y->weight);
}

static void out(int depth)
{
    char deep[32];

    snprintf(deep, sizeof(deep), "%d", depth);
    if (depth == 3)
        longjmp(back, atoi(deep));
    out(depth + 1);
}

static int sum(int count, ...)
{
    va_list list, copy;
    int total = 0;

    va_start(list, count);
    va_copy(copy, list);
    for (int i = 0; i < count; i++)
        total += va_arg(list, int);
    total += va_arg(copy, int);
    va_end(copy);
    va_end(list);
    return total;
}

static int reaches(const int *from, const int *end)
{
    int total = 0;

    while (from != end)
        total += *from++;
    return total;
}

static int later(int wanted)
{
    int value;

    for (int i = 0; i < 3; i++) {
        if (i == wanted)
            value = i;
        if (i >= wanted)
            return value;
    }
    return -1;
}

int main(void)
{
    struct flags *all = malloc(3 * sizeof(*all)), copy;
    struct flexible *text = malloc(sizeof(*text) + 6);
    union word word;
    int numbers[4] = { 1, 2 }, *end = &numbers[4], rest[2];
    char line[16], *grown;

    for (int i = 0; i < 3; i++) {
        all[i].a = (unsigned)i;
        all[i].b = 7;
        all[i].tag = (char)('a' + i);
        all[i].weight = -i;
    }
    copy = all[1];
    qsort(all, 3, sizeof(*all), by_weight);
    printf("%c%c%c %u %u %c\n", all[0].tag, all[1].tag, all[2].tag, copy.a, copy.b, copy.tag);

    text->length = 5;
    memcpy(text->text, "hello", 6);
    printf("%s %d\n", text->text, text->length);

    word.value = 0x01020304;
    printf("%d\n", word.bytes[0]);
    printf("%d\n", reaches(numbers, end));

    rest[0] = 4;
    rest[1] = rest[0] + 1;
    memmove(&rest[0], &rest[1], sizeof(int));
    printf("%d\n", rest[0]);

    if (setjmp(back) == 0)
        out(0);
    snprintf(line, sizeof(line), "%d %d", sum(2, 3, 4), later(1));
    printf("%s\n", line);

    grown = realloc(NULL, 4);
    strcpy(grown, "abc");
    grown = realloc(grown, 40);
    strcat(grown, "defgh");
    grown = realloc(grown, 400);
    printf("%s\n", strcat(grown, "ijk"));
    for (int n = 1; n < 4; n++) {
        char variable[n + 1];

        memset(variable, 'x', (size_t)n);
        variable[n] = '\0';
        printf("%s\n", variable);
    }
    free(grown);
    free(text);
    free(all);
    return 0;
}
