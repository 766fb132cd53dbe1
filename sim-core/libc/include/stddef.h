/* <stddef.h>: common definitions (C11 7.19). */
#ifndef _STDDEF_H
#define _STDDEF_H

#include <bits/null.h>
#include <bits/types.h>

typedef long ptrdiff_t;
typedef int wchar_t;
typedef struct {
    long long __ll;
    long double __ld;
} max_align_t;

#define offsetof(type, member) __builtin_offsetof(type, member)

#endif
