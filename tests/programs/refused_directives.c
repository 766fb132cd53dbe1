//@ exit 65
/* Directives that go wrong. */
#include "not_there.h"
#define TWICE(x x * 2
#define SQUARE(x) ((x) * (x))
#if SQUARE(2) > 3 &&
#endif
#ifdef
#endif
#error this program is not finished
#else
#if 1

int main(void)
{
    return SQUARE(1, 2);
}
