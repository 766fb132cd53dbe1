/* random(3), rand(3): glibc's additive feedback generator of degree 31 (its TYPE_3), the same sequence for the same seed. */
#include <stdlib.h>

#define DEGREE     31
#define SEPARATION 3

static int state[DEGREE];
static int front = -1; /* -1: not seeded yet */

/* One step of the minimal standard generator 16807 * x mod (2^31 - 1), without overflow (Schrage's method). */
static int next_seed(int seed)
{
    int next = 16807 * (seed % 127773) - 2836 * (seed / 127773);

    return next < 0 ? next + 2147483647 : next;
}

static long step(void)
{
    int rear = front >= SEPARATION ? front - SEPARATION : front - SEPARATION + DEGREE;
    unsigned int sum = (unsigned int)state[front] + (unsigned int)state[rear];

    state[front] = (int)sum;
    front = front + 1 < DEGREE ? front + 1 : 0;
    return (long)(sum >> 1);
}

void srandom(unsigned int seed)
{
    state[0] = seed == 0 ? 1 : (int)seed;
    for (int i = 1; i < DEGREE; i++)
        state[i] = next_seed(state[i - 1]);
    front = SEPARATION;
    for (int i = 0; i < 10 * DEGREE; i++)
        step();
}

long random(void)
{
    if (front < 0)
        srandom(1);
    return step();
}

void srand(unsigned int seed)
{
    srandom(seed);
}

int rand(void)
{
    return (int)random();
}
