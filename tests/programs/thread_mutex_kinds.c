/* What the kinds of mutexes answer, in numbers. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <time.h>

static pthread_mutex_t check, recursive = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP, plain = PTHREAD_MUTEX_INITIALIZER;

static void *other(void *arg)
{
    struct timespec until;

    (void)arg;
    printf("try %d %d\n", pthread_mutex_trylock(&check) == EBUSY, pthread_mutex_trylock(&recursive) == EBUSY);
    printf("unlock %d\n", pthread_mutex_unlock(&check) == EPERM);
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += 1;
    printf("timed %d\n", pthread_mutex_timedlock(&plain, &until) == ETIMEDOUT);
    return NULL;
}

int main(void)
{
    pthread_mutexattr_t attr;
    pthread_t thread;

    pthread_mutexattr_init(&attr);
    pthread_mutexattr_settype(&attr, PTHREAD_MUTEX_ERRORCHECK);
    pthread_mutex_init(&check, &attr);
    pthread_mutex_lock(&check);
    printf("again %d\n", pthread_mutex_lock(&check) == EDEADLK);
    pthread_mutex_lock(&recursive);
    printf("recursive %d\n", pthread_mutex_lock(&recursive));
    pthread_mutex_lock(&plain);
    pthread_create(&thread, NULL, other, NULL);
    pthread_join(thread, NULL);
    printf("busy %d\n", pthread_mutex_destroy(&plain) == EBUSY);
    printf("unlock %d %d %d\n", pthread_mutex_unlock(&recursive), pthread_mutex_unlock(&recursive),
           pthread_mutex_unlock(&recursive) == EPERM);
    return 0;
}
