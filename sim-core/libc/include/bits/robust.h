/* Mutexes whose owner may die, as pthread_mutex_lock and its like take and give them. */
#ifndef _BITS_ROBUST_H
#define _BITS_ROBUST_H

#include <pthread.h>

#define __ROBUST 16 /* in a mutex's kind */

int __robust_lock(pthread_mutex_t *mutex, int is_trying, clockid_t clock, const struct timespec *until);
int __robust_unlock(pthread_mutex_t *mutex);

#endif
