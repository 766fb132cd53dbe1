/* <values.h>: the old names of the limits (System V). */
#ifndef _VALUES_H
#define _VALUES_H

#include <float.h>
#include <limits.h>

#define CHARBITS   8
#define SHORTBITS  16
#define INTBITS    32
#define LONGBITS   64
#define PTRBITS    64
#define MINSHORT   SHRT_MIN
#define MININT     INT_MIN
#define MINLONG    LONG_MIN
#define MAXSHORT   SHRT_MAX
#define MAXINT     INT_MAX
#define MAXLONG    LONG_MAX
#define HIBITS     MINSHORT
#define HIBITL     MINLONG
#define MAXDOUBLE  DBL_MAX
#define MAXFLOAT   FLT_MAX
#define MINDOUBLE  DBL_MIN
#define MINFLOAT   FLT_MIN
#define BITSPERBYTE CHAR_BIT
#define BITS(type) (BITSPERBYTE * (int)sizeof(type))

#endif
