#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <errno.h>

static pthread_rwlock_t rw = PTHREAD_RWLOCK_INITIALIZER;
static int data;
static __thread int tls = 5;
static pthread_key_t key;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static void destr(void *p)
{
    printf("destructor %s\n", (char *)p);
}

static void mk(void)
{
    pthread_key_create(&key, destr);
    puts("once");
}

static void cleanup(void *a)
{
    printf("cleanup %s\n", (char *)a);
}

static void *w(void *a)
{
    pthread_once(&once, mk);
    pthread_setspecific(key, a);
    pthread_rwlock_wrlock(&rw);
    data++;
    tls += data;
    pthread_rwlock_unlock(&rw);
    return (void *)(long)tls;
}

static void *sleeper(void *a)
{
    pthread_cleanup_push(cleanup, "A");
    pthread_cleanup_push(cleanup, "B");
    for (;;)
        pthread_testcancel();
    pthread_cleanup_pop(0);
    pthread_cleanup_pop(0);
    return 0;
}

/* Thread-local storage, keys, once, cleanup, kinds of mutexes and locks. */
int main(void)
{
    pthread_t t;
    void *r;
    pthread_attr_t at;
    size_t sz;
    int ds;
    for (int i = 0; i < 3; i++) {
        char n[2] = { 'a' + i, 0 };
        pthread_create(&t, NULL, w, n);
        pthread_join(t, &r);
        printf("%ld\n", (long)r);
    }
    pthread_create(&t, NULL, sleeper, 0);
    pthread_cancel(t);
    pthread_join(t, &r);
    printf("%d\n", r == PTHREAD_CANCELED);
    printf("%s\n", strerror(pthread_join(pthread_self(), NULL)));
    pthread_attr_init(&at);
    pthread_attr_getdetachstate(&at, &ds);
    printf("%d\n", ds == PTHREAD_CREATE_JOINABLE);
    pthread_attr_getstacksize(&at, &sz);
    printf("%zu\n", sz);
    pthread_rwlock_rdlock(&rw);
    printf("%d %d\n", pthread_rwlock_tryrdlock(&rw), pthread_rwlock_trywrlock(&rw) == EBUSY);
    pthread_mutexattr_t ma;
    pthread_mutex_t m;
    pthread_mutexattr_init(&ma);
    pthread_mutexattr_settype(&ma, PTHREAD_MUTEX_ERRORCHECK);
    pthread_mutex_init(&m, &ma);
    pthread_mutex_lock(&m);
    printf("%s\n", strerror(pthread_mutex_lock(&m)));
    return 0;
}
