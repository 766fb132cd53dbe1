/* <limits.h>: sizes of the integer types and of the system's things (C11 5.2.4.2.1, POSIX <limits.h>). */
#ifndef _LIMITS_H
#define _LIMITS_H

#include <features.h>

#define CHAR_BIT   8
#define SCHAR_MIN  (-128)
#define SCHAR_MAX  127
#define UCHAR_MAX  255
#define CHAR_MIN   SCHAR_MIN
#define CHAR_MAX   SCHAR_MAX
#define MB_LEN_MAX 16
#define SHRT_MIN   (-32768)
#define SHRT_MAX   32767
#define USHRT_MAX  65535
#define INT_MIN    (-INT_MAX - 1)
#define INT_MAX    2147483647
#define UINT_MAX   4294967295U
#define LONG_MIN   (-LONG_MAX - 1L)
#define LONG_MAX   9223372036854775807L
#define ULONG_MAX  18446744073709551615UL
#define LLONG_MIN  (-LLONG_MAX - 1LL)
#define LLONG_MAX  9223372036854775807LL
#define ULLONG_MAX 18446744073709551615ULL
#define SSIZE_MAX  LONG_MAX

#define NAME_MAX         255
#define PATH_MAX         4096
#define PIPE_BUF         4096
#define ARG_MAX          131072
#define IOV_MAX          1024
#define NGROUPS_MAX      65536
#define HOST_NAME_MAX    64
#define LOGIN_NAME_MAX   256
#define LINE_MAX         2048
#define NL_ARGMAX        4096
#define RTSIG_MAX        32
#define SEM_VALUE_MAX    2147483647
#define MQ_PRIO_MAX      32768
#define DELAYTIMER_MAX   2147483647
#define PTHREAD_KEYS_MAX 1024
#define PTHREAD_STACK_MIN 16384
#define _POSIX_PIPE_BUF  512
#define _POSIX_PATH_MAX  256
#define _POSIX_OPEN_MAX  20
#define _POSIX_CHILD_MAX 25

#endif
