/* What C leaves open and GCC on x86-64 does: the order of evaluation. */
#include <stdio.h>

static int g(int x) { printf("g%d ", x); return x; }
static int *p(int x) { static int a[10]; printf("p%d ", x); return &a[x]; }
struct s { int a, b; long c[4]; };
static struct s s1, s2;
static struct s *sp(int x) { printf("sp%d ", x); return x ? &s1 : &s2; }
static int (*fp(int x))(int) { printf("fp%d ", x); return g; }
static void f3(int a, int b, int c) { printf("f3(%d,%d,%d)\n", a, b, c); }
static int counter = 1;
static int next(void) { return ++counter; }

int main(void)
{
    f3(g(1), g(2), g(3));
    *p(1) = g(2), puts("");
    *p(1) += g(2), puts("");
    p(1)[g(2)] = g(3), puts("");
    sp(1)->a = g(2), puts("");
    *sp(1) = *sp(0), puts("");
    fp(1)(g(2)), puts("");
    printf("%d\n", g(1) + g(2) * g(3));
    if (g(1) < g(2)) puts("");
    printf("%d %d %d\n", g(7), g(8), g(9));
    int i = 0;
    f3(i, i++, ++i);
    i = 0;
    f3(i++, i++, i++);
    i = 1;
    int r = i + i++;
    printf("%d ", r);
    i = 1, r = ++i + ++i;
    printf("%d ", r);
    i = 1, r = i++ + ++i;
    printf("%d ", r);
    i = 1, i = i++;
    printf("%d ", i);
    i = 1, i = i++ + 1;
    printf("%d\n", i);
    int a[5] = {0};
    i = 1, a[i] = i++;
    printf("%d %d %d\n", a[0], a[1], a[2]);
    i = 1, a[i++] = i;
    printf("%d %d %d\n", a[0], a[1], a[2]);
    printf("%d ", counter + next());
    printf("%d ", counter - next());
    printf("%d ", counter * next());
    printf("%d %d ", counter < next(), counter == next());
    printf("%d\n", next() + counter);
    return 0;
}
