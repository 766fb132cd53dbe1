/* Pointers and arrays, in all indexing forms. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int numbers[10] = {1, 2, 3};
static char text[] = "hello";
static const char *words[] = {"zero", "one", "two", 0};
static int grid[3][4];
static int *into = &numbers[4];
static char *tail = text + 2;

static int twice(int x) { return 2 * x; }
static int square(int x) { return x * x; }
static int (*table[])(int) = {twice, square};
static int apply(int (*f)(int), int x) { return f(x); }
static int (*choose(int n))(int) { return n ? twice : square; }

static void swap(int *a, int *b) { int t = *a; *a = *b; *b = t; }
static void bump(int **p) { ++*p; ++**p; (*p)++; }

static void sort(int *a, int n)
{
    for (int i = 1; i < n; i++) {
        int x = a[i], j = i;
        while (j > 0 && a[j - 1] > x) {
            a[j] = a[j - 1];
            j--;
        }
        a[j] = x;
    }
}

static int compare(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }

static char *copy(char *to, const char *from)
{
    char *start = to;
    while ((*to++ = *from++))
        ;
    return start;
}

int main(void)
{
    int local[5] = {5, 3, 4, 1, 2};
    sort(local, 5);
    for (int i = 0; i < 5; i++) printf("%d ", local[i]);
    puts("");
    swap(&local[0], local + 4);
    printf("%d %d %d\n", *local, local[4], 4[local]);
    int *p = local + 1;
    int one = *p++, two = *++p;
    printf("%d %d %d %d\n", one, two, p[-1], *(p - 2));
    printf("%ld %d\n", (long)(p - local), p > local);
    p += 1;
    p -= 2;
    printf("%d\n", --*p);
    bump(&p);
    printf("%d %ld\n", *p, (long)(p - local));
    *into = 77;
    printf("%d %s %c\n", numbers[4], tail, *tail);
    char buffer[20];
    printf("%s %zu\n", copy(buffer, "copied"), strlen(buffer));
    for (const char **w = words; *w; w++) printf("%s%c", *w, w[1] ? ' ' : '\n');
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 4; j++)
            grid[i][j] = 10 * i + j;
    int (*row)[4] = grid + 1;
    printf("%d %d %d %zu\n", row[0][2], (*row)[3], row[1][0], sizeof *row);
    int sum = 0;
    for (int *g = &grid[0][0]; g < &grid[3][0]; g++) sum += *g;
    printf("%d\n", sum);
    printf("%d %d %d %d\n", table[0](5), (*table[1])(5), apply(choose(0), 7), choose(1)(7));
    long *heap = malloc(10 * sizeof *heap);
    for (int i = 0; i < 10; i++) heap[i] = i * 1000000000L;
    unsigned char index = 9;
    printf("%ld %ld\n", heap[index], heap[index - 4]);
    free(heap);
    int many[] = {9, -3, 7, 0, 12};
    qsort(many, 5, sizeof many[0], compare);
    for (int i = 0; i < 5; i++) printf("%d ", many[i]);
    puts("");
    short small[4] = {1, -2, 3};
    small[3] = small[0] + small[1];
    small[1] += 10;
    small[2]++;
    printf("%d %d %d %d\n", small[0], small[1], small[2], small[3]);
    void *v = &small[2];
    printf("%d %d\n", *(short *)v, "string"[3]);
    struct { char c; int a[3]; } s[2] = {{'a', {1, 2, 3}}, {'b', {4, 5, 6}}};
    int k = 1;
    printf("%d %d %c\n", s[k].a[k + 1], s[0].a[k], s[k].c);
    s[k].a[k] += s[k - 1].a[2] * 2;
    printf("%d\n", s[1].a[1]);
    return 0;
}
