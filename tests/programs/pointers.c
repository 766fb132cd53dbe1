#include <stdio.h>
#include <string.h>

static int apply(int (*f)(int, int), int a, int b)
{
    return f(a, b);
}

static int add(int a, int b) { return a + b; }
static int sub(int a, int b) { return a - b; }

static void swap(int *a, int *b)
{
    int t = *a;
    *a = *b;
    *b = t;
}

int table[3][4] = { { 1, 2, 3, 4 }, { 5, 6, 7, 8 }, { 9, 10, 11, 12 } };

int main(void)
{
    int a[5] = { 5, 4, 3, 2, 1 };
    int *p = a, **pp = &p;
    int (*row)[4] = table;
    int (*ops[])(int, int) = { add, sub, &add };
    char text[] = "reverse me";
    const char *words[] = { "one", "two", "three", NULL };

    swap(&a[0], &a[4]);
    printf("%d %d %d\n", *p, p[4], *(p + 2));
    (*pp)++;
    printf("%d %ld\n", *p, (long)(p - a));
    *p++ = 40;
    printf("%d %d\n", a[1], *p);
    printf("%d %d %d\n", row[2][3], *(*(table + 1) + 2), (*row)[1]);
    for (unsigned i = 0; i < sizeof ops / sizeof *ops; i++)
        printf("%d ", apply(ops[i], 7, 3));
    printf("\n");
    for (int i = 0, j = (int)strlen(text) - 1; i < j; i++, j--) {
        char c = text[i];
        text[i] = text[j];
        text[j] = c;
    }
    printf("%s\n", text);
    for (const char **w = words; *w; w++)
        printf("%s%c", *w, w[1] ? ' ' : '\n');
    printf("%d %d\n", a < a + 1, &a[3] == a + 3);
    printf("%c %c\n", "literal"[2], 2["literal"]);
    return 0;
}
