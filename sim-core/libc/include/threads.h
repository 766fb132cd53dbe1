/* <threads.h>: threads of C11 (7.26), over those of POSIX. */
#ifndef _THREADS_H
#define _THREADS_H

#include <pthread.h>
#include <time.h>

#define thread_local             _Thread_local
#define ONCE_FLAG_INIT           { PTHREAD_ONCE_INIT }
#define TSS_DTOR_ITERATIONS      4

enum { thrd_success = 0, thrd_busy = 1, thrd_error = 2, thrd_nomem = 3, thrd_timedout = 4 };
enum { mtx_plain = 0, mtx_recursive = 1, mtx_timed = 2 };

typedef pthread_t thrd_t;
typedef int (*thrd_start_t)(void *);
typedef struct { pthread_mutex_t __mutex; } mtx_t;
typedef struct { pthread_cond_t __condition; } cnd_t;
typedef struct { pthread_once_t __once; } once_flag;
typedef pthread_key_t tss_t;
typedef void (*tss_dtor_t)(void *);

int thrd_create(thrd_t *thread, thrd_start_t routine, void *arg);
int thrd_join(thrd_t thread, int *result);
int thrd_detach(thrd_t thread);
_Noreturn void thrd_exit(int result);
thrd_t thrd_current(void);
int thrd_equal(thrd_t one, thrd_t other);
int thrd_sleep(const struct timespec *duration, struct timespec *left);
void thrd_yield(void);

int mtx_init(mtx_t *mutex, int kind);
void mtx_destroy(mtx_t *mutex);
int mtx_lock(mtx_t *mutex);
int mtx_trylock(mtx_t *mutex);
int mtx_timedlock(mtx_t *mutex, const struct timespec *until);
int mtx_unlock(mtx_t *mutex);

int cnd_init(cnd_t *condition);
void cnd_destroy(cnd_t *condition);
int cnd_wait(cnd_t *condition, mtx_t *mutex);
int cnd_timedwait(cnd_t *condition, mtx_t *mutex, const struct timespec *until);
int cnd_signal(cnd_t *condition);
int cnd_broadcast(cnd_t *condition);

void call_once(once_flag *once, void (*routine)(void));

int tss_create(tss_t *key, tss_dtor_t destructor);
void tss_delete(tss_t key);
void *tss_get(tss_t key);
int tss_set(tss_t key, void *value);

#endif
