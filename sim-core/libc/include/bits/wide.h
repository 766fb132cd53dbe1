/* What the functions for wide characters share: UTF-8, and whether the locale has it. */
#ifndef _BITS_WIDE_H
#define _BITS_WIDE_H

#include <stddef.h>

#define UTF8_MOST 4 /* bytes of a character */

int __locale_has_utf8(void);
int __utf8_put(char *text, unsigned int c);
int __utf8_get(const char *text, size_t len, unsigned int *c);

#endif
