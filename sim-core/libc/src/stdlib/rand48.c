/* drand48(3): a linear congruential generator of 48 bits; the state and its rule are POSIX's. */
#include <stdlib.h>

#define MASK 0xffffffffffffUL

#define FACTOR 0x5deece66dUL
#define ADDEND 0xbUL

static unsigned long state;
static unsigned long factor = FACTOR;
static unsigned long addend = ADDEND;

/* The next 48 bits. */
static unsigned long next(void)
{
    state = (state * factor + addend) & MASK;
    return state;
}

void srand48(long seed)
{
    state = ((unsigned long)seed & 0xffffffff) << 16 | 0x330e;
    factor = FACTOR;
    addend = ADDEND;
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

static void set_words(unsigned short words[3], unsigned long bits)
{
    words[0] = (unsigned short)bits;
    words[1] = (unsigned short)(bits >> 16);
    words[2] = (unsigned short)(bits >> 32);
}

/* Returns the state that was before. */
unsigned short *seed48(unsigned short words[3])
{
    static unsigned short before[3];

    set_words(before, state);
    state = state_of(words);
    factor = FACTOR;
    addend = ADDEND;
    return before;
}

void lcong48(unsigned short parameters[7])
{
    state = state_of(parameters);
    factor = state_of(parameters + 3);
    addend = parameters[6];
}

/* The next 48 bits of a caller's own generator. */
static unsigned long next_of(unsigned short words[3])
{
    unsigned long bits = (state_of(words) * factor + addend) & MASK;

    set_words(words, bits);
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
