/* <strings.h>: the older string functions (POSIX <strings.h>). */
#ifndef _STRINGS_H
#define _STRINGS_H

#include <bits/types.h>

int bcmp(const void *a, const void *b, size_t len);
void bcopy(const void *from, void *to, size_t len);
void bzero(void *to, size_t len);
int ffsl(long bits);
int ffsll(long long bits);
int ffs(int bits);
char *index(const char *text, int c);
char *rindex(const char *text, int c);
int strcasecmp(const char *a, const char *b);
int strncasecmp(const char *a, const char *b, size_t len);

#endif
