#include <stdio.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
atomic_bool flag[2];
atomic_int turn;
int cnt;
int old;
void lock(int i)
{
    int j = 1 - i;
    atomic_store(&flag[i], true);
    atomic_store(&turn, j);
    while (atomic_load(&flag[j]) && atomic_load(&turn) == j)
        sched_yield();
}

void unlock(int i)
{
    atomic_store(&flag[i], false);
}

void *w(void *a)
{
    int i = (int)(size_t)a;
    for (int k = 0; k < 100; k++) {
        lock(i);
        cnt++;
        unlock(i);
        __sync_fetch_and_add(&old, 1);
    } return 0;
}

/* Peterson's lock over C11 atomics, and the older built-in ones. */
int main(void)
{
    pthread_t a, b;
    pthread_create(&a, 0, w, (void *)0);
    pthread_create(&b, 0, w, (void *)1);
    pthread_join(a, 0);
    pthread_join(b, 0);
    int e = 200;
    bool ok = __sync_bool_compare_and_swap(&old, e, 1);
    printf("%d %d %d %d\n", cnt, old, ok, __atomic_add_fetch(&cnt, 5, __ATOMIC_SEQ_CST));
    return 0;
}
