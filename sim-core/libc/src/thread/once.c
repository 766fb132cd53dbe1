/* What is to be done once: pthread_once(3). */
#include <bits/futex.h>
#include <limits.h>
#include <pthread.h>

enum { NEVER, RUNNING, DONE };

static void start_again(void *once)
{
    *(pthread_once_t *)once = NEVER;
    __futex_wake(once, INT_MAX, FUTEX_PRIVATE_FLAG);
}

int pthread_once(pthread_once_t *once, void (*routine)(void))
{
    while (*once == RUNNING)
        __futex_wait((unsigned int *)once, RUNNING, FUTEX_PRIVATE_FLAG, NULL);
    if (*once == DONE)
        return 0;
    *once = RUNNING;
    pthread_cleanup_push(start_again, once);
    routine();
    pthread_cleanup_pop(0);
    *once = DONE;
    __futex_wake((unsigned int *)once, INT_MAX, FUTEX_PRIVATE_FLAG);
    return 0;
}
