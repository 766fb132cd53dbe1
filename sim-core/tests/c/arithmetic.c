/* Integer arithmetic: widths, signs, conversions, constants of every size. */
#include <limits.h>
#include <stdio.h>

static int id(int x) { return x; }
static unsigned uid(unsigned x) { return x; }
static long lid(long x) { return x; }

static void division(void)
{
    int a = id(-7), b = id(2);
    printf("%d %d %d %d\n", a / b, a % b, a / 2, a % 2);
    printf("%d %d %d %d\n", a / -2, a % -2, 7 / b, -7 / 3);
    unsigned u = uid(4000000000u);
    printf("%u %u %u %u\n", u / 3, u % 7, u / 16, u % 16);
    long l = lid(-9000000000L);
    printf("%ld %ld %ld %ld\n", l / 7, l % 7, l / 8, l % 8);
    unsigned long ul = (unsigned long)l;
    printf("%lu %lu %lu %lu\n", ul / 7, ul % 7, ul / 8, ul % 8);
    printf("%d %d\n", id(INT_MIN) / 2, id(INT_MIN) % 3);
}

static void wrapping(void)
{
    unsigned u = uid(UINT_MAX);
    printf("%u %u %u %u\n", u + 1, u + 2u, u * 2, -u);
    unsigned char c = 250;
    c += 10;
    printf("%d\n", c);
    c--, c--, c--, c--, c--;
    printf("%d\n", c);
    signed char s = 127;
    s++;
    printf("%d\n", s);
    short h = -32768;
    h--;
    printf("%d\n", h);
    unsigned short us = 65535;
    us++;
    printf("%d\n", us);
    _Bool b = 0;
    b++;
    b++;
    printf("%d ", b);
    b--;
    printf("%d ", b);
    b = 0.25;
    printf("%d ", b);
    b = 256;
    printf("%d\n", b);
    unsigned long ul = 0;
    ul--;
    printf("%lu %lx\n", ul, ul >> 60);
}

static void shifts(void)
{
    int n = id(-100);
    printf("%d %d %d\n", n >> 3, n >> id(3), n << id(2));
    unsigned u = uid(0x80000001u);
    printf("%x %x %x %x\n", u >> 1, u >> uid(31), u << 1, u << uid(31));
    long l = lid(1);
    printf("%lx %lx %lx\n", l << 40, l << id(63), (l << 63) >> 63);
    unsigned long ul = 1ul << 63;
    printf("%lx %lx\n", ul >> 63, ul >> id(3));
    unsigned char c = 0xf0;
    printf("%x %x\n", c << 4, (unsigned char)(c << 4));
}

static void bits(void)
{
    unsigned u = uid(0xdeadbeef);
    printf("%x %x %x %x\n", u & 0xffff0000u, u | 0x10101010, u ^ 0xffffffff, ~u);
    int n = id(0x0f0f0f0f);
    printf("%x %x %x %x\n", n & -16, n | INT_MIN, n ^ -1, ~n);
    long l = lid(0x123456789abcdef0);
    printf("%lx %lx %lx\n", l & 0xffffffff, l & 0xffffffff00000000, l ^ 0x5555555555555555);
    unsigned long ul = u;
    printf("%lx %lx\n", ~ul, (unsigned long)~u);
}

static void conversions(void)
{
    int n = id(-1);
    unsigned u = n;
    long l = n;
    unsigned long ul = n;
    unsigned long from_u = u;
    printf("%u %ld %lx %lx\n", u, l, ul, from_u);
    char c = (char)id(200);
    unsigned char uc = (unsigned char)id(200);
    printf("%d %d %d\n", c, uc, (signed char)uc);
    printf("%d %d\n", (short)id(70000), (unsigned short)id(-70000));
    printf("%d\n", (int)lid(0x1ffffffffL));
    printf("%d %d %d\n", -1 < 1u, -1L < 1u, (short)-1 < (unsigned short)1);
    printf("%d %d\n", uid(1) - 2 > 0, lid(1) - 2 > 0);
    printf("%lu %ld\n", (unsigned long)uid(1) - 2, (long)(uid(1) - 2));
}

static void comparisons(void)
{
    unsigned long big = 0x8000000000000000ul, small = 5;
    printf("%d%d%d%d%d%d\n", big < small, big <= small, big > small, big >= small, big == small, big != small);
    printf("%d%d%d%d\n", big > 5, big < 5, 5 < big, 5 >= big);
    unsigned u = uid(0x80000000);
    printf("%d%d%d%d\n", u > 5, u < 5, u >= 0x80000000u, u <= 0x7fffffff);
    int n = id(70000);
    printf("%d%d%d%d\n", n > 69999, n < 70001, n == 70000, n != 70000);
    if (n > 40000 && n < 100000 && !(n == 50000))
        puts("between");
    char *p = (char *)big, *q = (char *)small;
    printf("%d%d%d\n", p > q, p < q, !p);
}

int main(void)
{
    division();
    wrapping();
    shifts();
    bits();
    conversions();
    comparisons();
    return 0;
}
