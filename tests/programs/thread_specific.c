/* Thread-specific data with destructors, thread-local objects, and once. */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static pthread_key_t key;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static __thread int depth = 10;
static _Thread_local const char *name = "nobody";
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void destroy(void *value)
{
    pthread_mutex_lock(&lock);
    printf("destroy %s\n", (char *)value);
    pthread_mutex_unlock(&lock);
    free(value);
}

static void make_key(void)
{
    printf("key made once\n");
    pthread_key_create(&key, destroy);
}

static void *work(void *arg)
{
    char *text = malloc(16);

    pthread_once(&once, make_key);
    sprintf(text, "value %ld", (long)arg);
    pthread_setspecific(key, text);
    depth += (int)(long)arg;
    name = pthread_getspecific(key);
    errno = 0;
    if (arg == (void *)2)
        close(-1);
    pthread_mutex_lock(&lock);
    printf("%s: depth %d errno %s\n", name, depth, errno ? strerror(errno) : "0");
    pthread_mutex_unlock(&lock);
    return NULL;
}

int main(void)
{
    pthread_t thread;

    for (long i = 1; i <= 3; i++) {
        pthread_create(&thread, NULL, work, (void *)i);
        pthread_join(thread, NULL);
    }
    printf("main: depth %d name %s value %p\n", depth, name, pthread_getspecific(key));
    printf("delete %d again %d\n", pthread_key_delete(key), pthread_key_delete(key));
    return 0;
}
