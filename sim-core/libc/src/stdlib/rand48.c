/* drand48(3): a linear congruential generator of 48 bits; the state and its rule are POSIX's. */
#include <stdlib.h>

#define MASK 0xffffffffffffUL

static unsigned long state;

/* The next 48 bits. */
static unsigned long next(void)
{
    state = (state * 0x5deece66dUL + 0xb) & MASK;
    return state;
}

void srand48(long seed)
{
    state = ((unsigned long)seed & 0xffffffff) << 16 | 0x330e;
}

double drand48(void)
{
    return (double)next() / (double)(MASK + 1);
}

long lrand48(void)
{
    return (long)(next() >> 17);
}

long mrand48(void)
{
    return (int)(next() >> 16);
}
