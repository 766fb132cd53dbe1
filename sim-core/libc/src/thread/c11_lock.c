/* Mutexes, conditions, call_once and values of threads of C11. */
#include <errno.h>
#include <threads.h>

static int result_of(int failure)
{
    switch (failure) {
    case 0:
        return thrd_success;
    case EBUSY:
        return thrd_busy;
    case ETIMEDOUT:
        return thrd_timedout;
    default:
        return thrd_error;
    }
}

int mtx_init(mtx_t *mutex, int kind)
{
    pthread_mutexattr_t attr;

    if (kind & ~(mtx_recursive | mtx_timed))
        return thrd_error;
    pthread_mutexattr_init(&attr);
    pthread_mutexattr_settype(&attr, kind & mtx_recursive ? PTHREAD_MUTEX_RECURSIVE : PTHREAD_MUTEX_NORMAL);
    return result_of(pthread_mutex_init(&mutex->__mutex, &attr));
}

void mtx_destroy(mtx_t *mutex)
{
    pthread_mutex_destroy(&mutex->__mutex);
}

int mtx_lock(mtx_t *mutex)
{
    return result_of(pthread_mutex_lock(&mutex->__mutex));
}

int mtx_trylock(mtx_t *mutex)
{
    return result_of(pthread_mutex_trylock(&mutex->__mutex));
}

int mtx_timedlock(mtx_t *mutex, const struct timespec *until)
{
    return result_of(pthread_mutex_timedlock(&mutex->__mutex, until));
}

int mtx_unlock(mtx_t *mutex)
{
    return result_of(pthread_mutex_unlock(&mutex->__mutex));
}

int cnd_init(cnd_t *condition)
{
    return result_of(pthread_cond_init(&condition->__condition, NULL));
}

void cnd_destroy(cnd_t *condition)
{
    pthread_cond_destroy(&condition->__condition);
}

int cnd_wait(cnd_t *condition, mtx_t *mutex)
{
    return result_of(pthread_cond_wait(&condition->__condition, &mutex->__mutex));
}

int cnd_timedwait(cnd_t *condition, mtx_t *mutex, const struct timespec *until)
{
    return result_of(pthread_cond_timedwait(&condition->__condition, &mutex->__mutex, until));
}

int cnd_signal(cnd_t *condition)
{
    return result_of(pthread_cond_signal(&condition->__condition));
}

int cnd_broadcast(cnd_t *condition)
{
    return result_of(pthread_cond_broadcast(&condition->__condition));
}

void call_once(once_flag *once, void (*routine)(void))
{
    pthread_once(&once->__once, routine);
}

int tss_create(tss_t *key, tss_dtor_t destructor)
{
    return result_of(pthread_key_create(key, destructor));
}

void tss_delete(tss_t key)
{
    pthread_key_delete(key);
}

void *tss_get(tss_t key)
{
    return pthread_getspecific(key);
}

int tss_set(tss_t key, void *value)
{
    return result_of(pthread_setspecific(key, value));
}
