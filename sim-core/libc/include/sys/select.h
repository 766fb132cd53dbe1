/* <sys/select.h>: waiting for several descriptors (select(2)). */
#ifndef _SYS_SELECT_H
#define _SYS_SELECT_H

#include <bits/null.h>
#include <bits/sigset.h>
#include <bits/types.h>

#define FD_SETSIZE 1024

typedef struct {
    unsigned long fds_bits[FD_SETSIZE / 64];
} fd_set;

#define FD_SET(fd, set)   ((void)((set)->fds_bits[(fd) / 64] |= 1UL << (fd) % 64))
#define FD_CLR(fd, set)   ((void)((set)->fds_bits[(fd) / 64] &= ~(1UL << (fd) % 64)))
#define FD_ISSET(fd, set) (((set)->fds_bits[(fd) / 64] >> (fd) % 64 & 1) != 0)
#define FD_ZERO(set)      ((void)__builtin_memset(set, 0, sizeof(fd_set)))

int select(int count, fd_set *read, fd_set *write, fd_set *except, struct timeval *timeout);
int pselect(int count, fd_set *read, fd_set *write, fd_set *except, const struct timespec *timeout, const sigset_t *mask);

#endif
