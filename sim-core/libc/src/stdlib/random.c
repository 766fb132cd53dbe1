/* random(3), rand(3): glibc's additive feedback generators, the same sequence for the same seed. Without initstate it is the
 * one of degree 31 (TYPE_3). */
#include <errno.h>
#include <stdlib.h>

#define TYPES 5

static const struct {
    size_t least; /* bytes of state that the caller needs for it */
    int degree;   /* 0: the linear congruential generator */
    int separation;
} types[TYPES] = { { 8, 0, 0 }, { 32, 7, 3 }, { 64, 15, 1 }, { 128, 31, 3 }, { 256, 63, 1 } };

/* The first word of a state says where its generator stands and of which type it is: 5 * rear + type. */
static int first[32];
static int *words = first + 1;
static int type = 3;
static int rear = -1; /* -1: not seeded yet */

/* One step of the minimal standard generator 16807 * x mod (2^31 - 1), without overflow (Schrage's method). */
static int next_seed(int seed)
{
    int next = 16807 * (seed % 127773) - 2836 * (seed / 127773);

    return next < 0 ? next + 2147483647 : next;
}

static long step(void)
{
    int degree = types[type].degree;
    int front;
    unsigned int sum;

    if (degree == 0) {
        words[0] = (int)(((unsigned int)words[0] * 1103515245U + 12345U) & 0x7fffffff);
        return words[0];
    }
    front = (rear + types[type].separation) % degree;
    sum = (unsigned int)words[front] + (unsigned int)words[rear];
    words[front] = (int)sum;
    rear = (rear + 1) % degree;
    return (long)(sum >> 1);
}

void srandom(unsigned int seed)
{
    words[0] = seed == 0 ? 1 : (int)seed;
    rear = 0;
    for (int i = 1; i < types[type].degree; i++)
        words[i] = next_seed(words[i - 1]);
    for (int i = 0; i < 10 * types[type].degree; i++)
        step();
}

long random(void)
{
    if (rear < 0)
        srandom(1);
    return step();
}

/* Notes in the current state where it stands, and gives its first word's address. */
static char *put_away(void)
{
    if (rear < 0)
        srandom(1);
    words[-1] = TYPES * rear + type;
    return (char *)(words - 1);
}

char *initstate(unsigned int seed, char *state, size_t size)
{
    char *before = put_away();
    int fits = TYPES - 1;

    while (fits >= 0 && types[fits].least > size)
        fits--;
    if (fits < 0) {
        errno = EINVAL;
        return NULL;
    }
    type = fits;
    words = (int *)state + 1;
    srandom(seed);
    put_away();
    return before;
}

char *setstate(char *state)
{
    char *before = put_away();
    int word = *(int *)state;

    type = word % TYPES;
    rear = word / TYPES;
    words = (int *)state + 1;
    return before;
}

void srand(unsigned int seed)
{
    srandom(seed);
}

int rand(void)
{
    return (int)random();
}
