#include <stdio.h>

#define SQUARE(x) ((x) * (x))
#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define STR(x) #x
#define XSTR(x) STR(x)
#define JOIN(a, b) a##b
#define LOG(format, ...) printf("%s: " format, __func__, ##__VA_ARGS__)
#define N 4
#ifdef N
#define HAVE "yes"
#else
#define HAVE "no"
#endif
#if N > 3 && defined(HAVE) && !defined(NOTHING)
#define BIG 1
#elif N
#define BIG 2
#endif
#define REPEAT(body) do { body; body; } while (0)

int main(void)
{
    int JOIN(va, lue) = SQUARE(1 + 2);

    printf("%d %d %s %s %d\n", value, MAX(3, N), STR(a + N), XSTR(N), BIG);
    LOG("%d\n", 5);
    LOG("nothing\n");
    REPEAT(printf("%d ", value++));
    printf("\n%s line %d\n", HAVE, __LINE__);
#undef N
#define N 9
    printf("%d\n", N);
    return 0;
}
