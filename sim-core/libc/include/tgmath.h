/* <tgmath.h>: functions of <math.h> that choose their type by their arguments (C11 7.25). */
#ifndef _TGMATH_H
#define _TGMATH_H

#include <math.h>

#define __tg(x, function) _Generic((x), float: function##f, long double: function##l, default: function)(x)
#define __tg2(x, y, function) \
    _Generic((x) + (y), float: function##f, long double: function##l, default: function)((x), (y))

#define acos(x) __tg(x, acos)
#define acosh(x) __tg(x, acosh)
#define asin(x) __tg(x, asin)
#define asinh(x) __tg(x, asinh)
#define atan(x) __tg(x, atan)
#define atanh(x) __tg(x, atanh)
#define cbrt(x) __tg(x, cbrt)
#define ceil(x) __tg(x, ceil)
#define cos(x) __tg(x, cos)
#define cosh(x) __tg(x, cosh)
#define exp(x) __tg(x, exp)
#define exp2(x) __tg(x, exp2)
#define expm1(x) __tg(x, expm1)
#define fabs(x) __tg(x, fabs)
#define floor(x) __tg(x, floor)
#define log(x) __tg(x, log)
#define log10(x) __tg(x, log10)
#define log1p(x) __tg(x, log1p)
#define log2(x) __tg(x, log2)
#define nearbyint(x) __tg(x, nearbyint)
#define rint(x) __tg(x, rint)
#define round(x) __tg(x, round)
#define sin(x) __tg(x, sin)
#define sinh(x) __tg(x, sinh)
#define sqrt(x) __tg(x, sqrt)
#define tan(x) __tg(x, tan)
#define tanh(x) __tg(x, tanh)
#define trunc(x) __tg(x, trunc)

#define atan2(x, y) __tg2(x, y, atan2)
#define copysign(x, y) __tg2(x, y, copysign)
#define fdim(x, y) __tg2(x, y, fdim)
#define fmax(x, y) __tg2(x, y, fmax)
#define fmin(x, y) __tg2(x, y, fmin)
#define fmod(x, y) __tg2(x, y, fmod)
#define hypot(x, y) __tg2(x, y, hypot)
#define pow(x, y) __tg2(x, y, pow)
#define remainder(x, y) __tg2(x, y, remainder)

#endif
