/* <sys/param.h>: old limits and macros (BSD). */
#ifndef _SYS_PARAM_H
#define _SYS_PARAM_H

#include <bits/null.h>
#include <limits.h>
#include <signal.h>
#include <sys/types.h>

#define NBBY           8
#define NGROUPS        65536
#define NCARGS         131072
#define MAXPATHLEN     PATH_MAX
#define MAXHOSTNAMELEN 64
#define MAXSYMLINKS    20
#define CANBSIZ        255
#define DEV_BSIZE      512
#define NOFILE         256
#define HZ             100

#define MIN(a, b)            (((a) < (b)) ? (a) : (b))
#define MAX(a, b)            (((a) > (b)) ? (a) : (b))
#define howmany(x, y)        (((x) + ((y) - 1)) / (y))
#define roundup(x, y)        ((((x) + ((y) - 1)) / (y)) * (y))
#define powerof2(x)          ((((x) - 1) & (x)) == 0)
#define setbit(array, bit)   ((array)[(bit) / NBBY] |= 1 << ((bit) % NBBY))
#define clrbit(array, bit)   ((array)[(bit) / NBBY] &= ~(1 << ((bit) % NBBY)))
#define isset(array, bit)    ((array)[(bit) / NBBY] & (1 << ((bit) % NBBY)))
#define isclr(array, bit)    (((array)[(bit) / NBBY] & (1 << ((bit) % NBBY))) == 0)

#endif
