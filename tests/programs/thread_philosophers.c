/* Dining philosophers: the last one takes the forks in the other order, so that nobody starves. */
#include <pthread.h>
#include <stdio.h>

#define N 5
static pthread_mutex_t forks[N];
static int meals[N];

static void *dine(void *arg)
{
    int me = (int)(long)arg;
    int first = me, second = (me + 1) % N;

    if (me == N - 1) {
        first = 0;
        second = me;
    }
    for (int i = 0; i < 3; i++) {
        pthread_mutex_lock(&forks[first]);
        pthread_mutex_lock(&forks[second]);
        meals[me]++;
        pthread_mutex_unlock(&forks[second]);
        pthread_mutex_unlock(&forks[first]);
    }
    return NULL;
}

int main(void)
{
    pthread_t threads[N];

    for (int i = 0; i < N; i++)
        pthread_mutex_init(&forks[i], NULL);
    for (long i = 0; i < N; i++)
        if (pthread_create(&threads[i], NULL, dine, (void *)i) != 0)
            return 1;
    for (int i = 0; i < N; i++)
        pthread_join(threads[i], NULL);
    for (int i = 0; i < N; i++) {
        printf("philosopher %d ate %d times\n", i, meals[i]);
        pthread_mutex_destroy(&forks[i]);
    }
    return 0;
}
