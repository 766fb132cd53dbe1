/* sigset_t: the kernel knows 64 signals, the C library keeps room for 1024 (128 bytes), as glibc does. */
#ifndef _BITS_SIGSET_H
#define _BITS_SIGSET_H

typedef struct {
    unsigned long __val[16];
} sigset_t;

#endif
