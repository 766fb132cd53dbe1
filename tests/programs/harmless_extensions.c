/* GNU extensions that old programs have: barriers in assembly, __auto_type, #line, predefined macros. */
#include <stdio.h>
#include <sys/param.h>

#define LARGER(a, b)            \
    ({                          \
        __auto_type left = (a); \
        __auto_type right = (b); \
        left > right ? left : right; \
    })

int main(void)
{
    int ready = 0;

    __asm__ __volatile__("" ::: "memory");
    asm volatile("pause" : : : "memory");
    __sync_synchronize();
    asm volatile("" : "+r"(ready));
    printf("%d %g %s\n", ready, LARGER(2.5, 2), LARGER("b", "b"));
    printf("%d %d %d\n", MAX(3, 4), roundup(10, 8), howmany(10, 8));
#line 500 "renamed.c"
    printf("%s:%d\n", __FILE__, __LINE__);
    printf("%d %d\n", __builtin_choose_expr(1, 2, "x"), (int)__builtin_expect(ready == 0, 1));
    return 0;
}
