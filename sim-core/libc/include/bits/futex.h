/* Sleeping until a word of memory changes, and waking those who do (futex(2)). */
#ifndef _BITS_FUTEX_H
#define _BITS_FUTEX_H

#include <bits/null.h>
#include <bits/types.h>

#define FUTEX_WAIT           0
#define FUTEX_WAKE           1
#define FUTEX_WAIT_BITSET    9
#define FUTEX_PRIVATE_FLAG   128
#define FUTEX_CLOCK_REALTIME 256

/* The flag for a time of this clock, and whether it is one that can be waited by. */
#define __FUTEX_CLOCK(clock) ((clock) == CLOCK_REALTIME ? FUTEX_CLOCK_REALTIME : 0)
#define __IS_CLOCK(clock)    ((clock) == CLOCK_REALTIME || (clock) == CLOCK_MONOTONIC)

/* Both return 0 or more, or an error number below 0. flags: FUTEX_PRIVATE_FLAG, and for the time FUTEX_CLOCK_REALTIME. */
int __futex_wait(unsigned int *word, unsigned int expected, int flags, const struct timespec *until);
int __futex_wake(unsigned int *word, int most, int flags);

#endif
