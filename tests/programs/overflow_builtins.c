/* Arithmetic that says whether it overflowed, with operands and results of different types. */
#include <limits.h>
#include <stdio.h>

#define SHOW(function, a, b, type, format)                                        \
    do {                                                                          \
        type result;                                                              \
        int has_wrapped = __builtin_##function##_overflow(a, b, &result);         \
        printf(#function "(" #a ", " #b ") = " format ": %d\n", result, has_wrapped); \
    } while (0)

int main(void)
{
    int sum;

    SHOW(add, INT_MAX, 1, int, "%d");
    SHOW(add, INT_MAX, 1, long, "%ld");
    SHOW(sub, 1u, 2u, unsigned, "%u");
    SHOW(sub, 1, 2, unsigned char, "%u");
    SHOW(mul, 1L << 40, 1L << 30, long, "%ld");
    SHOW(mul, -3, 100, signed char, "%d");
    SHOW(mul, ULONG_MAX, 1L, long, "%ld");
    SHOW(mul, LONG_MIN, -1, unsigned long, "%lu");
    SHOW(add, ULONG_MAX, -1, unsigned long, "%lu");
    SHOW(mul, ULONG_MAX, ULONG_MAX, unsigned long, "%lu");
    SHOW(smul, 65536, 65536, int, "%d");
    SHOW(uaddl, ULONG_MAX, 1, unsigned long, "%lu");
    if (__builtin_sadd_overflow(2000000000, 2000000000, &sum))
        printf("wrapped to %d\n", sum);
    return 0;
}
