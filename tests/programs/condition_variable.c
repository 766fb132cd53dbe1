#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* A bounded buffer of one place between two processes. */

struct buffer {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    int is_full;
    int item;
};

static void put(struct buffer *b, int item)
{
    pthread_mutex_lock(&b->mutex);
    while (b->is_full)
        pthread_cond_wait(&b->changed, &b->mutex);
    b->item = item;
    b->is_full = 1;
    pthread_cond_signal(&b->changed);
    pthread_mutex_unlock(&b->mutex);
}

static int get(struct buffer *b)
{
    int item;

    pthread_mutex_lock(&b->mutex);
    while (!b->is_full)
        pthread_cond_wait(&b->changed, &b->mutex);
    item = b->item;
    b->is_full = 0;
    pthread_cond_signal(&b->changed);
    pthread_mutex_unlock(&b->mutex);
    return item;
}

int main(void)
{
    pthread_mutexattr_t mattr;
    pthread_condattr_t cattr;
    struct timespec limit;
    struct buffer *b = mmap(NULL, sizeof *b, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int sum = 0;

    pthread_mutexattr_init(&mattr);
    pthread_mutexattr_setpshared(&mattr, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&b->mutex, &mattr);
    pthread_condattr_init(&cattr);
    pthread_condattr_setpshared(&cattr, PTHREAD_PROCESS_SHARED);
    pthread_cond_init(&b->changed, &cattr);
    if (fork() == 0) {
        for (int i = 1; i <= 5; i++)
            put(b, i * i);
        _exit(0);
    }
    for (int i = 1; i <= 5; i++)
        sum += get(b);
    wait(NULL);
    printf("sum = %d\n", sum);
    clock_gettime(CLOCK_REALTIME, &limit);
    limit.tv_sec++;
    pthread_mutex_lock(&b->mutex);
    printf("timedwait: %s\n", strerror(pthread_cond_timedwait(&b->changed, &b->mutex, &limit)));
    pthread_mutex_unlock(&b->mutex);
    return 0;
}
