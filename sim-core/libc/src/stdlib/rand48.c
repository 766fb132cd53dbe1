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

static unsigned long state_of(const unsigned short words[3])
{
    return (unsigned long)words[2] << 32 | (unsigned long)words[1] << 16 | words[0];
}

/* The next 48 bits of a caller's own generator. */
static unsigned long next_of(unsigned short words[3])
{
    unsigned long bits = (state_of(words) * 0x5deece66dUL + 0xb) & MASK;

    words[0] = (unsigned short)bits;
    words[1] = (unsigned short)(bits >> 16);
    words[2] = (unsigned short)(bits >> 32);
    return bits;
}

double erand48(unsigned short words[3])
{
    return (double)next_of(words) / (double)(MASK + 1);
}

long nrand48(unsigned short words[3])
{
    return (long)(next_of(words) >> 17);
}

long jrand48(unsigned short words[3])
{
    return (int)(next_of(words) >> 16);
}
