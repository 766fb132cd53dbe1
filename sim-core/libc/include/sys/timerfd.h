/* <sys/timerfd.h>: timers that are read (timerfd_create(2)). */
#ifndef _SYS_TIMERFD_H
#define _SYS_TIMERFD_H

#include <bits/itimerspec.h>
#include <fcntl.h>
#include <time.h>

#define TFD_CLOEXEC  O_CLOEXEC
#define TFD_NONBLOCK O_NONBLOCK

#define TFD_TIMER_ABSTIME       1
#define TFD_TIMER_CANCEL_ON_SET 2

int timerfd_create(int clock, int flags);
int timerfd_settime(int fd, int flags, const struct itimerspec *new, struct itimerspec *old);
int timerfd_gettime(int fd, struct itimerspec *current);

#endif
