/* Calls: deep and mutual recursion, many arguments, narrow types across calls. */
#include <stdio.h>

static int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
static int ackermann(int m, int n) { return !m ? n + 1 : ackermann(m - 1, n ? ackermann(m, n - 1) : 1); }
static int is_odd(unsigned n);
static int is_even(unsigned n) { return n ? is_odd(n - 1) : 1; }
static int is_odd(unsigned n) { return n ? is_even(n - 1) : 0; }
static long depth(long n) { long here = n; long *p = &here; return n ? *p + depth(n - 1) : 0; }
static int ten(int a, char b, short c, long d, unsigned char e, float f, double g, int *h, unsigned i, _Bool j)
{
    return a + b + c + (int)d + e + (int)f + (int)g + *h + (int)i + j;
}
static void hanoi(int n, int from, int to, int via, int *moves)
{
    if (!n) return;
    hanoi(n - 1, from, via, to, moves);
    ++*moves;
    hanoi(n - 1, via, to, from, moves);
}
static char narrow(int x) { return x; }
static unsigned short wide(char c) { return c; }
static void permute(char *s, int at, int *count)
{
    if (!s[at]) {
        if (++*count % 7 == 0) printf("%s ", s);
        return;
    }
    for (int i = at; s[i]; i++) {
        char c = s[at];
        s[at] = s[i], s[i] = c;
        permute(s, at + 1, count);
        c = s[at], s[at] = s[i], s[i] = c;
    }
}

int main(int argc, char **argv)
{
    printf("%d %d %d %d\n", fib(20), ackermann(2, 5), is_even(1000), is_odd(7));
    printf("%ld\n", depth(10000));
    int n = 5, moves = 0, count = 0;
    printf("%d\n", ten(1, 2, 3, 4, 255, 1.5f, 2.5, &n, 10u, 7));
    hanoi(8, 1, 3, 2, &moves);
    printf("%d %d %d\n", moves, narrow(300), wide(-1));
    char letters[] = "abcd";
    permute(letters, 0, &count);
    printf("%d\n", count);
    printf("%d %d\n", argc, argv[0] != 0 && argv[argc] == 0);
    return fib(10);
}
