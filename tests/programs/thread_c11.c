/* Threads of C11, and atomic counters. */
#include <stdatomic.h>
#include <stdio.h>
#include <threads.h>

static atomic_int counter;
static mtx_t mutex;
static cnd_t condition;
static once_flag flag = ONCE_FLAG_INIT;
static tss_t key;
static int ready;

static void hello(void)
{
    puts("once");
}

static int count(void *arg)
{
    call_once(&flag, hello);
    tss_set(key, arg);
    for (int i = 0; i < 20; i++)
        atomic_fetch_add(&counter, 1);
    mtx_lock(&mutex);
    ready++;
    cnd_signal(&condition);
    mtx_unlock(&mutex);
    return *(int *)tss_get(key) * 2;
}

int main(void)
{
    thrd_t threads[3];
    int args[3] = { 1, 2, 3 }, result;

    mtx_init(&mutex, mtx_plain);
    cnd_init(&condition);
    tss_create(&key, NULL);
    for (int i = 0; i < 3; i++)
        thrd_create(&threads[i], count, &args[i]);
    mtx_lock(&mutex);
    while (ready < 3)
        cnd_wait(&condition, &mutex);
    mtx_unlock(&mutex);
    for (int i = 0; i < 3; i++) {
        thrd_join(threads[i], &result);
        printf("result %d\n", result);
    }
    printf("counter %d\n", counter);
    return 0;
}
