/* How the library ends a program whose heap is damaged: a line on standard error, then abort. */
#ifndef _BITS_FATAL_H
#define _BITS_FATAL_H

void __libc_fatal(const char *message);

#endif
