/* <string.h>: strings and memory (C11 7.24, string(3)). */
#ifndef _STRING_H
#define _STRING_H

#include <bits/null.h>
#include <bits/types.h>
#include <strings.h>

void *memcpy(void *to, const void *from, size_t len);
void *memmove(void *to, const void *from, size_t len);
void *mempcpy(void *to, const void *from, size_t len);
void *memccpy(void *to, const void *from, int stop, size_t len);
void *memset(void *to, int c, size_t len);
int memcmp(const void *a, const void *b, size_t len);
void *memchr(const void *where, int c, size_t len);
void *memrchr(const void *where, int c, size_t len);
void *rawmemchr(const void *where, int c);
void *memmem(const void *where, size_t len, const void *what, size_t what_len);

size_t strlen(const char *text);
size_t strnlen(const char *text, size_t max);
char *strcpy(char *to, const char *from);
char *strncpy(char *to, const char *from, size_t len);
char *stpcpy(char *to, const char *from);
char *stpncpy(char *to, const char *from, size_t len);
char *strcat(char *to, const char *from);
char *strncat(char *to, const char *from, size_t len);
int strcmp(const char *a, const char *b);
int strncmp(const char *a, const char *b, size_t len);
int strcoll(const char *a, const char *b);
size_t strxfrm(char *to, const char *from, size_t len);
char *strchr(const char *text, int c);
char *strrchr(const char *text, int c);
char *strchrnul(const char *text, int c);
char *strstr(const char *where, const char *what);
char *strcasestr(const char *where, const char *what);
char *strpbrk(const char *text, const char *set);
size_t strspn(const char *text, const char *set);
size_t strcspn(const char *text, const char *set);
char *strtok(char *text, const char *separators);
char *strtok_r(char *text, const char *separators, char **rest);
int strverscmp(const char *left, const char *right);
size_t strlcpy(char *to, const char *from, size_t size);
size_t strlcat(char *to, const char *from, size_t size);
char *strsep(char **rest, const char *separators);
char *strdup(const char *text);
char *strndup(const char *text, size_t len);
char *strerror(int error);
char *strerror_r(int error, char *text, size_t len);
int __xpg_strerror_r(int error, char *text, size_t len);
char *strsignal(int signal);
void explicit_bzero(void *where, size_t len);
const char *strerrorname_np(int error);
const char *strerrordesc_np(int error);
const char *sigabbrev_np(int signal);
const char *sigdescr_np(int signal);
#ifndef basename
char *basename(const char *path);
#endif

#define strdupa(text) \
    ({ \
        const char *__text = (text); \
        size_t __len = strlen(__text) + 1; \
        (char *)memcpy(__builtin_alloca(__len), __text, __len); \
    })
#define strndupa(text, max) \
    ({ \
        const char *__text = (text); \
        size_t __len = strnlen(__text, (max)); \
        char *__copy = __builtin_alloca(__len + 1); \
        __copy[__len] = '\0'; \
        (char *)memcpy(__copy, __text, __len); \
    })

/* POSIX's form, which always writes into the caller's buffer, unless GNU's is asked for (strerror(3)). */
#ifndef __USE_GNU
#define strerror_r(error, text, len) __xpg_strerror_r(error, text, len)
#endif

#endif
