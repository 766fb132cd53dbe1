/* The inside of a thread: its descriptor, one of each thread's own objects. pthread_t is its address. */
#ifndef _BITS_THREAD_H
#define _BITS_THREAD_H

#include <bits/null.h>
#include <bits/types.h>
#include <pthread.h>

#define KEYS_MAX       1024
#define KEYS_IN_BLOCK  32
#define NAME_ROOM      16

#define SIGCANCEL 63 /* by which a thread is cancelled inside a call */

/* A value of pthread_setspecific, and of which life of its key it is. */
struct __specific {
    unsigned int life;
    const void *value;
};

/* What the kernel reads when a thread dies (set_robust_list(2)). */
struct __robust_head {
    struct __robust_node *first;
    long futex_offset;
    struct __robust_node *pending;
};

struct __pthread {
    unsigned int tid; /* the kernel clears it when the thread is gone, and wakes whoever joins */
    int is_detached;
    int is_cancellable;
    int is_asynchronous;
    int is_cancelled;
    int is_in_point; /* inside a call that is a cancellation point */
    int is_exiting;
    struct __pthread *joiner;
    void *(*start)(void *);
    void *arg;
    void *result;
    char *map; /* stack, guard and the thread's own objects; NULL for the first thread */
    size_t map_size;
    int is_lent; /* the program's own (pthread_attr_setstack) */
    char *stack;
    size_t stack_size;
    size_t guard_size;
    struct __pthread *next_free;
    struct __cleanup *cleanup;
    struct __specific first_block[KEYS_IN_BLOCK];
    struct __specific *blocks[KEYS_MAX / KEYS_IN_BLOCK];
    struct __robust_head robust;
    int has_robust_list;
    char name[NAME_ROOM];
};

struct __pthread *__thread_self(void);
int __thread_id(void);
extern unsigned int __threads_alive;
void __thread_register(void);
void __thread_forked(void);
_Noreturn void __thread_end(void *result);
void __thread_destroy_specifics(struct __pthread *self);

/* Around a call at which a thread can be cancelled. */
void __cancel_begin(void);
void __cancel_end(void);

#endif
