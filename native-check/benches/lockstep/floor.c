/* The least that such a run can cost: a small process forks a program and its three children, hands out thirty turns by
   futex, one system call each, and waits for all of them. `floor N` does that N times and prints the seconds. */
#define _GNU_SOURCE
#include <linux/futex.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { CHILDREN = 3, TURNS = 10 };

struct slot {
    atomic_uint granted;
    atomic_uint done;
};

static struct slot *slots;

static void wait_while(atomic_uint *word, unsigned value)
{
    while (atomic_load(word) == value)
        syscall(SYS_futex, word, FUTEX_WAIT, value, NULL, NULL, 0);
}

static void raise_word(atomic_uint *word)
{
    atomic_fetch_add(word, 1);
    syscall(SYS_futex, word, FUTEX_WAKE, 1, NULL, NULL, 0);
}

static void live(struct slot *own)
{
    for (unsigned turn = 0; turn < TURNS; turn++) {
        wait_while(&own->granted, turn);
        syscall(SYS_getppid);
        raise_word(&own->done);
    }
    _exit(0);
}

static void run(void)
{
    pid_t program;
    for (int i = 0; i < CHILDREN; i++)
        slots[i].granted = slots[i].done = 0;
    program = fork();
    if (program == 0) {
        for (int i = 0; i < CHILDREN; i++)
            if (fork() == 0)
                live(&slots[i]);
        while (wait(NULL) > 0)
            ;
        _exit(0);
    }
    for (unsigned turn = 0; turn < TURNS; turn++)
        for (int i = 0; i < CHILDREN; i++) {
            raise_word(&slots[i].granted);
            wait_while(&slots[i].done, turn);
        }
    waitpid(program, NULL, 0);
}

int main(int argc, char **argv)
{
    struct timespec begin, end;
    cpu_set_t one;
    int times = argc > 1 ? atoi(argv[1]) : 1000;
    CPU_ZERO(&one);
    CPU_SET(sched_getcpu(), &one);
    sched_setaffinity(0, sizeof one, &one);
    slots = mmap(NULL, CHILDREN * sizeof *slots, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (slots == MAP_FAILED)
        return 1;
    clock_gettime(CLOCK_MONOTONIC, &begin);
    for (int i = 0; i < times; i++)
        run();
    clock_gettime(CLOCK_MONOTONIC, &end);
    printf("%.6f\n", (double)(end.tv_sec - begin.tv_sec) + (double)(end.tv_nsec - begin.tv_nsec) / 1e9);
    return 0;
}
