/* Barrier, read-write lock, spin lock, semaphores between threads, detached threads. */
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

#define N 4
static pthread_barrier_t barrier;
static pthread_rwlock_t rwlock = PTHREAD_RWLOCK_INITIALIZER;
static pthread_spinlock_t spin;
static sem_t done, ping, pong;
static int sums[N], serials, value, spun;

static void *phases(void *arg)
{
    int me = (int)(long)arg;

    sums[me] = me + 1;
    if (pthread_barrier_wait(&barrier) == PTHREAD_BARRIER_SERIAL_THREAD)
        __atomic_add_fetch(&serials, 1, __ATOMIC_SEQ_CST);
    pthread_rwlock_wrlock(&rwlock);
    value += sums[(me + 1) % N];
    pthread_rwlock_unlock(&rwlock);
    pthread_barrier_wait(&barrier);
    pthread_rwlock_rdlock(&rwlock);
    if (value != 10)
        printf("wrong\n");
    pthread_rwlock_unlock(&rwlock);
    for (int i = 0; i < 10; i++) {
        pthread_spin_lock(&spin);
        spun++;
        pthread_spin_unlock(&spin);
    }
    return NULL;
}

static void *detached(void *arg)
{
    sem_post(arg);
    return NULL;
}

static void *table(void *arg)
{
    for (int i = 0; i < 3; i++) {
        sem_wait(&ping);
        printf("pong %d\n", i);
        sem_post(&pong);
    }
    return arg;
}

int main(void)
{
    pthread_t threads[N];
    pthread_attr_t attr;
    size_t size;

    pthread_barrier_init(&barrier, NULL, N);
    pthread_spin_init(&spin, PTHREAD_PROCESS_PRIVATE);
    for (long i = 0; i < N; i++)
        pthread_create(&threads[i], NULL, phases, (void *)i);
    for (int i = 0; i < N; i++)
        pthread_join(threads[i], NULL);
    printf("value %d serials %d spun %d\n", value, serials, spun);

    sem_init(&done, 0, 0);
    pthread_attr_init(&attr);
    pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
    pthread_attr_getstacksize(&attr, &size);
    printf("stack %zu\n", size);
    for (int i = 0; i < 3; i++)
        pthread_create(&threads[i], &attr, detached, &done);
    for (int i = 0; i < 3; i++)
        sem_wait(&done);

    sem_init(&ping, 0, 0);
    sem_init(&pong, 0, 0);
    pthread_create(&threads[0], NULL, table, "arg");
    for (int i = 0; i < 3; i++) {
        printf("ping %d\n", i);
        sem_post(&ping);
        sem_wait(&pong);
    }
    pthread_join(threads[0], NULL);
    printf("self %d try write %d\n", pthread_join(pthread_self(), NULL) == EDEADLK, pthread_rwlock_trywrlock(&rwlock));
    printf("try read %d\n", pthread_rwlock_tryrdlock(&rwlock) == EBUSY);
    return 0;
}
