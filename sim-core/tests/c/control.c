/* Statements: loops, switch in all shapes, goto, logical operators. */
#include <stdio.h>

static int calls;
static int yes(void) { calls++; return 1; }
static int no(void) { calls++; return 0; }

static const char *dense(int n)
{
    switch (n) {
    case -1: return "minus one";
    case 0: return "zero";
    case 1: return "one";
    case 2:
    case 3: return "two or three";
    case 5 ... 7: return "five to seven";
    default: return "other";
    }
}

static int sparse(long n)
{
    switch (n) {
    case -5000000000: return 1;
    case -70000: return 2;
    case 0: return 3;
    case 100: return 4;
    case 40000: return 5;
    case 1000000: return 6;
    case 5000000000: return 7;
    case 6000000000 ... 7000000000: return 8;
    }
    return -1;
}

static int unsigned_switch(unsigned n)
{
    switch (n) {
    case 0xffffffffu: return 1;
    case 0x80000000u: return 2;
    case 7: return 3;
    default: return 0;
    }
}

static int fall(int n)
{
    int r = 0;
    switch (n) {
    case 1: r += 1;
    case 2: r += 2; /* falls through */
    default: r += 100;
    case 3: r += 3; break;
    case 4: { int x = n * 2; r = x; }
    }
    return r;
}

static void loops(void)
{
    int i, j, sum = 0;
    for (i = 0; i < 10; i++) {
        if (i == 3) continue;
        if (i == 8) break;
        for (j = i; j; j--) {
            if (j % 2) continue;
            sum += i * j;
        }
    }
    printf("%d %d\n", i, sum);
    while (i-- > 2)
        sum -= i;
    printf("%d %d\n", i, sum);
    do {
        sum++;
        if (sum > 5) continue;
        sum++;
    } while (++i < 5);
    printf("%d %d\n", i, sum);
    for (;;) {
        if (++sum % 13 == 0) break;
    }
    printf("%d\n", sum);
    for (int k = 5; k--;)
        printf("%d ", k);
    for (unsigned char c = 250; c; c++)
        printf("%d ", c);
    puts("");
    while (0) puts("never");
    do puts("once"); while (0);
}

static void jumps(void)
{
    int n = 0;
again:
    if (n < 3) {
        n++;
        goto again;
    }
    printf("%d\n", n);
    goto in;
    while (n < 6) {
        printf("loop %d\n", n);
    in:
        n++;
    }
    switch (n) {
        while (n < 100) {
        case 6:
            n *= 3;
        case 7:
            n++;
        }
    }
    printf("%d\n", n);
}

static void logic(void)
{
    int a = yes() && no() && yes(), b = no() || no() || yes();
    printf("%d %d %d\n", a, b, calls);
    printf("%d %d %d\n", !(yes() && no()), !yes() || !no(), calls);
    if (!(a || b) || (a && b)) puts("no"); else puts("yes");
    int x = a ? 1 : b ? 2 : 3;
    printf("%d %d %d\n", x, x ?: 9, a ?: 9);
    a || (x = 10);
    b && (x += 5);
    printf("%d\n", x);
    double d = 0.5;
    printf("%d %d %d\n", !d, d && 1, d ? 3 : 4);
    char *p = 0;
    printf("%d %d\n", !p, p || b);
    x = (no(), yes(), 42);
    printf("%d\n", x);
    yes() ? no() : yes();
    printf("%d\n", calls);
}

int main(void)
{
    for (int i = -2; i < 9; i++)
        printf("%s\n", dense(i));
    long values[] = {-5000000000, -70000, 0, 100, 40000, 1000000, 5000000000, 6500000000, 7000000001, 1};
    for (unsigned i = 0; i < sizeof values / sizeof *values; i++)
        printf("%d ", sparse(values[i]));
    printf("\n%d %d %d %d\n", unsigned_switch(-1), unsigned_switch(1u << 31), unsigned_switch(7), unsigned_switch(8));
    for (int i = 0; i < 6; i++)
        printf("%d ", fall(i));
    puts("");
    loops();
    jumps();
    logic();
    return 3;
}
