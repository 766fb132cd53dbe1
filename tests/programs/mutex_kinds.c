#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static void report(const char *what, int result)
{
    printf("%s: %s\n", what, result ? strerror(result) : "done");
}

int main(void)
{
    pthread_mutexattr_t attr;
    pthread_mutex_t recursive, checked, plain = PTHREAD_MUTEX_INITIALIZER;
    struct timespec past = { 1, 0 };

    pthread_mutexattr_init(&attr);
    report("unknown type", pthread_mutexattr_settype(&attr, 42));
    pthread_mutexattr_settype(&attr, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&recursive, &attr);
    pthread_mutexattr_settype(&attr, PTHREAD_MUTEX_ERRORCHECK);
    pthread_mutex_init(&checked, &attr);
    pthread_mutexattr_destroy(&attr);

    report("lock", pthread_mutex_lock(&recursive));
    report("lock again", pthread_mutex_lock(&recursive));
    report("unlock", pthread_mutex_unlock(&recursive));
    report("unlock", pthread_mutex_unlock(&recursive));
    report("unlock once more", pthread_mutex_unlock(&recursive));

    report("unlock a free one", pthread_mutex_unlock(&checked));
    report("lock", pthread_mutex_lock(&checked));
    report("lock again", pthread_mutex_lock(&checked));
    report("trylock", pthread_mutex_trylock(&checked));
    report("unlock", pthread_mutex_unlock(&checked));

    report("lock", pthread_mutex_lock(&plain));
    report("trylock", pthread_mutex_trylock(&plain));
    report("timedlock", pthread_mutex_timedlock(&plain, &past));
    report("unlock", pthread_mutex_unlock(&plain));
    report("destroy", pthread_mutex_destroy(&plain));
    return 0;
}
