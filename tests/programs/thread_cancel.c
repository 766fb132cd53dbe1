/* Cancelling: a thread asleep in a cancellation point, one that refuses for a while, one that tests for it. */
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t never = PTHREAD_COND_INITIALIZER;

static void clean(void *arg)
{
    printf("cleanup %s\n", (char *)arg);
}

static void unlock(void *arg)
{
    printf("cleanup unlocks\n");
    pthread_mutex_unlock(arg);
}

static void *asleep(void *arg)
{
    (void)arg;
    pthread_cleanup_push(clean, "outer");
    pthread_cleanup_push(clean, "inner");
    pause();
    sleep(100);
    pthread_cleanup_pop(1);
    pthread_cleanup_pop(1);
    return NULL;
}

static void *waiting(void *arg)
{
    (void)arg;
    pthread_mutex_lock(&lock);
    pthread_cleanup_push(unlock, &lock);
    for (;;)
        pthread_cond_wait(&never, &lock);
    pthread_cleanup_pop(1);
    return NULL;
}

static void *stubborn(void *arg)
{
    int old;

    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &old);
    sleep(2);
    printf("not cancelled yet\n");
    pthread_setcancelstate(old, NULL);
    pthread_testcancel();
    printf("never printed\n");
    return arg;
}

static void run(void *(*routine)(void *))
{
    pthread_t thread;
    void *result;
    int refused;

    pthread_create(&thread, NULL, routine, NULL);
    sleep(1);
    refused = pthread_cancel(thread);
    pthread_join(thread, &result);
    printf("%d: %s\n", refused, result == PTHREAD_CANCELED ? "cancelled" : "returned");
}

int main(void)
{
    run(waiting);
    printf("lock %d\n", pthread_mutex_trylock(&lock));
    run(stubborn);
    run(asleep);
    return 0;
}
