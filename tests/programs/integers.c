#include <stdio.h>
#include <limits.h>

int main(void)
{
    unsigned char uc = 250;
    signed char sc = 120;
    unsigned short us = 65530;
    int i = INT_MAX;
    unsigned u = 5;
    long l = LONG_MIN;

    uc += 10;
    sc += 10;
    us += 10;
    printf("%d %d %d\n", uc, sc, us);
    printf("%d %u %ld\n", i, u - 6, l);
    printf("%d %d %d %d\n", -7 / 2, -7 % 2, 7 / -2, 7 % -2);
    printf("%u %u\n", 0x80000000u >> 4, 1u << 31);
    printf("%d %d\n", -16 >> 2, ~5);
    printf("%d %d\n", (unsigned)-1 > 1, -1 > 1u);
    printf("%d\n", (char)200);
    printf("%lu %lu %lu %lu\n", sizeof(char), sizeof(short), sizeof(int), sizeof(long));
    printf("%d %d %d\n", 1 ? -1 : 1u, 5 & 3 | 8 ^ 1, !0 + !5);
    printf("%lld\n", 1LL << 40);
    printf("%d\n", 'a' + '\n' + '\x41' + '\101');
    long long big = 1234567890123LL * 3;
    printf("%lld %llx\n", big, big);
    int x = 5;
    x = x++ + 10;
    printf("%d\n", x);
    x <<= 3; x |= 1; x ^= 0xff; x %= 100; x -= 7;
    printf("%d\n", x);
    return 0;
}
