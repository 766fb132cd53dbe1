#include <byteswap.h>
#include <endian.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

int digits[__builtin_ctz(8)];

int main(void)
{
    volatile unsigned int x = 0xf0;
    volatile unsigned long q = 0x0123456789abcdefUL;
    char text[8];

    printf("%d %d %d %d\n", __builtin_popcount(x), __builtin_clz(x), __builtin_ctz(x), __builtin_ffs(x));
    printf("%d %d %d %d\n", __builtin_popcountll(q), __builtin_clzl(q), __builtin_ctzl(q), __builtin_parityl(q));
    printf("%x %x %lx\n", __builtin_bswap16(x), bswap_32(x), htobe64(q));
    __builtin_memcpy(text, "builtin", 8);
    __builtin_printf("%s %zu %d %zu\n", text, __builtin_strlen(text), __builtin_abs(-3), sizeof digits);
    printf("%s %s\n", setlocale(LC_ALL, NULL), localeconv()->decimal_point);
    srand48(77);
    printf("%.10f ", drand48());
    printf("%ld ", lrand48());
    printf("%ld\n", mrand48());
    return 0;
}
