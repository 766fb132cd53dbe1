/* Robust mutexes: pthread_mutexattr_setrobust(3), pthread_mutex_consistent(3). The futex holds the owner's thread id; the
   kernel marks it when the owner dies and wakes somebody (get_robust_list(2)). */
#include <bits/futex.h>
#include <bits/robust.h>
#include <bits/thread.h>
#include <errno.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <time.h>

#define WAITERS    0x80000000U
#define OWNER_DIED 0x40000000U
#define TID_MASK   0x3fffffffU

enum { CONSISTENT, INCONSISTENT, LOST };

static struct __robust_node *head_of(struct __pthread *self)
{
    return (struct __robust_node *)&self->robust;
}

/* The kernel learns of the list when the thread takes its first robust mutex. */
static void announce(struct __pthread *self, pthread_mutex_t *mutex)
{
    if (!self->has_robust_list) {
        self->robust.first = head_of(self);
        self->robust.futex_offset = (long)offsetof(pthread_mutex_t, __state) - (long)offsetof(pthread_mutex_t, __node);
        __lab_syscall(SYS_set_robust_list, &self->robust, sizeof(self->robust));
        self->has_robust_list = 1;
    }
    self->robust.pending = &mutex->__node;
}

static void enlist(struct __pthread *self, struct __robust_node *node)
{
    node->next = self->robust.first;
    node->previous = head_of(self);
    if (node->next != head_of(self))
        node->next->previous = node;
    self->robust.first = node;
}

static void strike_off(struct __pthread *self, struct __robust_node *node)
{
    node->previous->next = node->next;
    if (node->next != head_of(self))
        node->next->previous = node->previous;
}

/* The caller has it now. */
static int taken(struct __pthread *self, pthread_mutex_t *mutex, unsigned int old)
{
    enlist(self, &mutex->__node);
    self->robust.pending = NULL;
    mutex->__depth = 0;
    if (!(old & OWNER_DIED))
        return 0;
    mutex->__consistency = INCONSISTENT;
    return EOWNERDEAD;
}

static int refuse(struct __pthread *self, int failure)
{
    self->robust.pending = NULL;
    return failure;
}

static int lock_again(pthread_mutex_t *mutex)
{
    if ((mutex->__kind & ~__ROBUST) != PTHREAD_MUTEX_RECURSIVE)
        return EDEADLK;
    mutex->__depth++;
    return 0;
}

int __robust_lock(pthread_mutex_t *mutex, int is_trying, clockid_t clock, const struct timespec *until)
{
    struct __pthread *self = __thread_self();
    unsigned int tid = (unsigned int)__thread_id();
    unsigned int mark = 0;
    unsigned int old = __atomic_load_n(&mutex->__state, __ATOMIC_SEQ_CST);

    if ((old & TID_MASK) == tid && (mutex->__kind & ~__ROBUST) != PTHREAD_MUTEX_NORMAL)
        return is_trying && mutex->__kind != (__ROBUST | PTHREAD_MUTEX_RECURSIVE) ? EBUSY : lock_again(mutex);
    announce(self, mutex);
    for (;;) {
        if (mutex->__consistency == LOST)
            return refuse(self, ENOTRECOVERABLE);
        if ((old & TID_MASK) == 0) {
            if (__atomic_compare_exchange_n(&mutex->__state, &old, tid | (old & WAITERS) | mark, 0, __ATOMIC_SEQ_CST,
                                            __ATOMIC_SEQ_CST))
                return taken(self, mutex, old);
            continue;
        }
        if (is_trying)
            return refuse(self, EBUSY);
        if (until && (until->tv_nsec < 0 || until->tv_nsec >= 1000000000))
            return refuse(self, EINVAL);
        if (!(old & WAITERS) && !__atomic_compare_exchange_n(&mutex->__state, &old, old | WAITERS, 0, __ATOMIC_SEQ_CST,
                                                             __ATOMIC_SEQ_CST))
            continue;
        mark = WAITERS;
        if (__futex_wait(&mutex->__state, old | WAITERS, __FUTEX_CLOCK(clock), until) == -ETIMEDOUT)
            return refuse(self, ETIMEDOUT);
        old = __atomic_load_n(&mutex->__state, __ATOMIC_SEQ_CST);
    }
}

int __robust_unlock(pthread_mutex_t *mutex)
{
    struct __pthread *self = __thread_self();
    unsigned int old;

    if ((mutex->__state & TID_MASK) != (unsigned int)__thread_id())
        return EPERM;
    if (mutex->__depth > 0) {
        mutex->__depth--;
        return 0;
    }
    if (mutex->__consistency == INCONSISTENT)
        mutex->__consistency = LOST;
    self->robust.pending = &mutex->__node;
    strike_off(self, &mutex->__node);
    old = __atomic_exchange_n(&mutex->__state, 0, __ATOMIC_SEQ_CST);
    if (old & WAITERS)
        __futex_wake(&mutex->__state, mutex->__consistency == LOST ? 0x7fffffff : 1, 0);
    self->robust.pending = NULL;
    return 0;
}

int pthread_mutex_consistent(pthread_mutex_t *mutex)
{
    if (!(mutex->__kind & __ROBUST) || mutex->__consistency != INCONSISTENT)
        return EINVAL;
    mutex->__consistency = CONSISTENT;
    return 0;
}
