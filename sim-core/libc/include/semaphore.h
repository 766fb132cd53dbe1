/* <semaphore.h>: POSIX semaphores (sem_overview(7)). */
#ifndef _SEMAPHORE_H
#define _SEMAPHORE_H

#include <bits/null.h>
#include <bits/types.h>

#define SEM_FAILED ((sem_t *)0)

/* As large as glibc's. The members are the library's own. */
typedef union {
    struct {
        unsigned int __value;   /* the futex */
        unsigned int __waiters;
        int __private;          /* FUTEX_PRIVATE_FLAG if no other process shall see it */
    };
    char __size[32];
    long __align;
} sem_t;

int sem_init(sem_t *semaphore, int is_shared, unsigned int value);
int sem_destroy(sem_t *semaphore);
int sem_wait(sem_t *semaphore);
int sem_trywait(sem_t *semaphore);
int sem_timedwait(sem_t *semaphore, const struct timespec *until);
int sem_clockwait(sem_t *semaphore, clockid_t clock, const struct timespec *until);
int sem_post(sem_t *semaphore);
sem_t *sem_open(const char *name, int flags, ...);
int sem_close(sem_t *semaphore);
int sem_unlink(const char *name);
int sem_getvalue(sem_t *semaphore, int *value);

#endif
