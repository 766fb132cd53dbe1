/* struct itimerspec, for <time.h> and <sys/timerfd.h>. */
#ifndef _BITS_ITIMERSPEC_H
#define _BITS_ITIMERSPEC_H

#include <bits/types.h>

struct itimerspec {
    struct timespec it_interval;
    struct timespec it_value;
};

#endif
