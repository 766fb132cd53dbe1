/* Storage: static locals, initialisers of every kind, variable-length arrays, alloca, statement expressions, many variables. */
#include <alloca.h>
#include <stdio.h>
#include <string.h>

static int zero[100];
static const int constants[] = {10, 20, 30};
static struct { const char *name; int *where; int (*f)(void); } entries[2];
static long big = 0x123456789abcdef0;
static char padded[10] = "ab";
static double real = 2.5;
static int *chain[] = {&zero[3], (int *)constants + 1, 0};
int shared;
extern int shared;
static int counter(void) { static int n = 5; return n++; }
static int other(void) { static int n; return n += 10; }

static long vla(int n)
{
    long a[n], sum = 0;
    int b[n][n + 1];
    for (int i = 0; i < n; i++) {
        a[i] = i * i;
        for (int j = 0; j <= n; j++) b[i][j] = i * j;
    }
    for (int i = 0; i < n; i++) sum += a[i] + b[i][n];
    return sum + (long)sizeof a + (long)sizeof b[0];
}

static int room(int n)
{
    char *p = alloca(n);
    memset(p, 'x', n);
    p[n - 1] = 0;
    return (int)strlen(p);
}

static int many(int x)
{
    int a0 = x, a1 = x + 1, a2 = a0 * a1, a3 = a2 - a1, a4 = a3 ^ a2, a5 = a4 + 1, a6 = a5 * 3, a7 = a6 - a0;
    int b0 = a7, b1 = b0 + 1, b2 = b0 * b1, b3 = b2 - b1, b4 = b3 ^ b2, b5 = b4 + 1, b6 = b5 * 3, b7 = b6 - b0;
    int *p = &a3, *q = &b3;
    *p += 5;
    *q += *p;
    return a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7 + b0 + b1 + b2 + b3 + b4 + b5 + b6 + b7;
}

int main(void)
{
    printf("%d %d %d\n", zero[50], constants[1], (int)(sizeof constants / sizeof *constants));
    entries[1].name = "second";
    entries[1].where = &zero[1];
    entries[1].f = counter;
    *entries[1].where = 9;
    printf("%s %d %d %d %d\n", entries[1].name, zero[1], entries[1].f(), counter(), entries[0].f == 0);
    printf("%d %d %lx %s %d %g\n", other(), other(), big, padded, padded[9], real);
    printf("%d %d\n", chain[0] == zero + 3, *chain[1]);
    shared += 3;
    printf("%d\n", shared);
    printf("%ld %d\n", vla(5), room(33));
    printf("%d\n", many(3));
    int m = ({ int t = 4; for (int i = 0; i < 3; i++) t *= 2; t; });
    printf("%d\n", m);
    char local[8] = "xyz", exact[3] = "abc", filled[6] = {1, 2};
    printf("%s %d %c %d %d\n", local, local[7], exact[2], filled[1], filled[5]);
    int inner[2][3] = {{1}, {4, 5}};
    printf("%d %d %d\n", inner[0][1], inner[1][1], inner[1][2]);
    {
        int m = 1;
        m++;
        { int m = 50; m++; printf("%d ", m); }
        printf("%d\n", m);
    }
    const char *const lines[] = {"first", "second"};
    for (int i = 0; i < 2; i++) {
        const char *line = lines[i];
        int length = 0;
        while (line[length]) length++;
        printf("%s %d\n", line, length);
    }
    return 0;
}
