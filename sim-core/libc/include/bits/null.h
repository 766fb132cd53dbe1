/* NULL, which half a dozen headers must define (C11 7.19). */
#ifndef NULL
#define NULL ((void *)0)
#endif
