/* NULL, which half a dozen headers must define (C11 7.19). */
#include <features.h>

#ifndef NULL
#define NULL ((void *)0)
#endif
