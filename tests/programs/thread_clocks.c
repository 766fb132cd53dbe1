/* Waiting by either clock, a stack of the program's own, and the protocol of a mutex. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static char stack[1 << 18] __attribute__((aligned(4096)));
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;

static struct timespec soon(clockid_t clock)
{
    struct timespec until;

    clock_gettime(clock, &until);
    until.tv_nsec += 20000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    return until;
}

static void *wait_for_locks(void *arg)
{
    struct timespec until = soon(CLOCK_MONOTONIC);
    char here;

    (void)arg;
    printf("on the stack of the program: %s\n", &here >= stack && &here < stack + sizeof(stack) ? "yes" : "no");
    printf("mutex: %s\n", strerror(pthread_mutex_clocklock(&mutex, CLOCK_MONOTONIC, &until)));
    printf("reader: %s\n", strerror(pthread_rwlock_clockrdlock(&lock, CLOCK_MONOTONIC, &until)));
    printf("writer: %s\n", strerror(pthread_rwlock_clockwrlock(&lock, CLOCK_MONOTONIC, &until)));
    printf("no such clock: %s\n", strerror(pthread_mutex_clocklock(&mutex, CLOCK_PROCESS_CPUTIME_ID, &until)));
    return NULL;
}

static void attributes(void)
{
    pthread_mutexattr_t attr;
    int protocol;

    pthread_mutexattr_init(&attr);
    pthread_mutexattr_getprotocol(&attr, &protocol);
    printf("protocol %d, ", protocol == PTHREAD_PRIO_NONE);
    printf("set %d, ", pthread_mutexattr_setprotocol(&attr, PTHREAD_PRIO_INHERIT));
    printf("wrong: %s\n", strerror(pthread_mutexattr_setprotocol(&attr, 7)));
    pthread_mutexattr_getprotocol(&attr, &protocol);
    printf("inherit %d\n", protocol == PTHREAD_PRIO_INHERIT);
}

int main(void)
{
    struct timespec until;
    pthread_attr_t attr;
    pthread_t thread;
    sem_t semaphore;

    pthread_attr_init(&attr);
    printf("%s\n", strerror(pthread_attr_setstack(&attr, stack, 100)));
    pthread_attr_setstack(&attr, stack, sizeof(stack));
    pthread_mutex_lock(&mutex);
    pthread_rwlock_wrlock(&lock);
    if (pthread_create(&thread, &attr, wait_for_locks, NULL) != 0)
        return 1;
    pthread_join(thread, NULL);
    until = soon(CLOCK_MONOTONIC);
    printf("condition: %s\n", strerror(pthread_cond_clockwait(&condition, &mutex, CLOCK_MONOTONIC, &until)));
    sem_init(&semaphore, 0, 0);
    until = soon(CLOCK_REALTIME);
    printf("semaphore %d, ", sem_clockwait(&semaphore, CLOCK_REALTIME, &until));
    printf("%s\n", strerror(errno));
    attributes();
    return 0;
}
