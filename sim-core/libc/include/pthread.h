/* <pthread.h>: mutexes and condition variables, also between processes (pthreads(7)). */
#ifndef _PTHREAD_H
#define _PTHREAD_H

#include <bits/null.h>
#include <bits/types.h>

#define PTHREAD_PROCESS_PRIVATE 0
#define PTHREAD_PROCESS_SHARED  1

#define PTHREAD_MUTEX_NORMAL     0
#define PTHREAD_MUTEX_RECURSIVE  1
#define PTHREAD_MUTEX_ERRORCHECK 2
#define PTHREAD_MUTEX_DEFAULT    PTHREAD_MUTEX_NORMAL

/* As large as glibc's. The members are the library's own. */
typedef union {
    struct {
        unsigned int __state; /* the futex: 0 free, 1 locked, 2 locked and somebody may wait */
        int __owner;          /* who, where the type asks for it */
        unsigned int __depth; /* how often the owner has locked it besides the first time */
        int __kind;
        int __shared;
    };
    char __size[40];
    long __align;
} pthread_mutex_t;

typedef union {
    struct {
        unsigned char __kind;
        unsigned char __shared;
    };
    char __size[4];
    int __align;
} pthread_mutexattr_t;

typedef union {
    struct {
        unsigned int __sequence; /* the futex: counts the signals */
        unsigned int __waiters;
        int __shared;
        int __clock;
    };
    char __size[48];
    long long __align;
} pthread_cond_t;

typedef union {
    struct {
        unsigned char __shared;
        unsigned char __clock;
    };
    char __size[4];
    int __align;
} pthread_condattr_t;

#define PTHREAD_MUTEX_INITIALIZER { { 0, 0, 0, PTHREAD_MUTEX_NORMAL, PTHREAD_PROCESS_PRIVATE } }
#define PTHREAD_COND_INITIALIZER  { { 0, 0, PTHREAD_PROCESS_PRIVATE, 0 } }

int pthread_mutexattr_init(pthread_mutexattr_t *attr);
int pthread_mutexattr_destroy(pthread_mutexattr_t *attr);
int pthread_mutexattr_setpshared(pthread_mutexattr_t *attr, int shared);
int pthread_mutexattr_getpshared(const pthread_mutexattr_t *attr, int *shared);
int pthread_mutexattr_settype(pthread_mutexattr_t *attr, int kind);
int pthread_mutexattr_gettype(const pthread_mutexattr_t *attr, int *kind);

int pthread_mutex_init(pthread_mutex_t *mutex, const pthread_mutexattr_t *attr);
int pthread_mutex_destroy(pthread_mutex_t *mutex);
int pthread_mutex_lock(pthread_mutex_t *mutex);
int pthread_mutex_trylock(pthread_mutex_t *mutex);
int pthread_mutex_timedlock(pthread_mutex_t *mutex, const struct timespec *until);
int pthread_mutex_unlock(pthread_mutex_t *mutex);

int pthread_condattr_init(pthread_condattr_t *attr);
int pthread_condattr_destroy(pthread_condattr_t *attr);
int pthread_condattr_setpshared(pthread_condattr_t *attr, int shared);
int pthread_condattr_getpshared(const pthread_condattr_t *attr, int *shared);
int pthread_condattr_setclock(pthread_condattr_t *attr, clockid_t clock);
int pthread_condattr_getclock(const pthread_condattr_t *attr, clockid_t *clock);

int pthread_cond_init(pthread_cond_t *condition, const pthread_condattr_t *attr);
int pthread_cond_destroy(pthread_cond_t *condition);
int pthread_cond_wait(pthread_cond_t *condition, pthread_mutex_t *mutex);
int pthread_cond_timedwait(pthread_cond_t *condition, pthread_mutex_t *mutex, const struct timespec *until);
int pthread_cond_signal(pthread_cond_t *condition);
int pthread_cond_broadcast(pthread_cond_t *condition);

#endif
