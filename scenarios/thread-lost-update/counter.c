#include <pthread.h>
#include <stdio.h>

#define ROUNDS 3

int counter;

static void *count(void *arg)
{
    for (int i = 0; i < ROUNDS; i++)
        counter++; /* a load, an addition and a store */
    return arg;
}

int main(void)
{
    pthread_t one, two;

    pthread_create(&one, NULL, count, NULL);
    pthread_create(&two, NULL, count, NULL);
    pthread_join(one, NULL);
    pthread_join(two, NULL);
    printf("counter = %d, expected %d\n", counter, 2 * ROUNDS);
    return 0;
}
