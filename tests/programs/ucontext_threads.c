/* Threads of a program's own making, by contexts: a round robin, arguments, a context that begins anew, and one that
   follows by uc_link. */
#include <stdio.h>
#include <stdlib.h>
#include <ucontext.h>

enum { THREADS = 3, STACK = 16384 };

static ucontext_t scheduler, threads[THREADS];
static int done[THREADS], current;

static void yield(void)
{
    swapcontext(&threads[current], &scheduler);
}

static int sum_to(int n)
{
    yield();
    return n == 0 ? 0 : n + sum_to(n - 1);
}

static void body(int id, int rounds)
{
    for (int i = 0; i < rounds; i++) {
        printf("thread %d, round %d\n", id, i);
        yield();
    }
    printf("thread %d: sum %d\n", id, sum_to(id + 2));
    done[id] = 1;
}

static void start(int id)
{
    getcontext(&threads[id]);
    threads[id].uc_stack.ss_sp = malloc(STACK);
    threads[id].uc_stack.ss_size = STACK;
    threads[id].uc_link = &scheduler;
    makecontext(&threads[id], (void (*)(void))body, 2, id, id + 1);
}

static void count(void)
{
    ucontext_t here;
    volatile int n = 0;

    getcontext(&here);
    printf("%d ", n++);
    if (n < 4)
        setcontext(&here);
    printf("\n");
}

int main(void)
{
    int left = THREADS;

    count();
    for (int i = 0; i < THREADS; i++)
        start(i);
    while (left > 0) {
        left = 0;
        for (current = 0; current < THREADS; current++) {
            if (done[current])
                continue;
            swapcontext(&scheduler, &threads[current]);
            left += !done[current];
        }
    }
    start(0);
    done[0] = 0;
    current = 0;
    swapcontext(&scheduler, &threads[0]);
    printf("again\n");
    threads[1].uc_link = NULL;
    start(1);
    threads[1].uc_link = NULL;
    makecontext(&threads[1], (void (*)(void))puts, 1, (long)"the last");
    setcontext(&threads[1]);
    return 1;
}
