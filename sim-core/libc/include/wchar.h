/* <wchar.h>: wide characters and strings (C11 7.29). */
#ifndef _WCHAR_H
#define _WCHAR_H

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <wctype.h>

#ifndef WCHAR_MAX
#define WCHAR_MAX 2147483647
#define WCHAR_MIN (-WCHAR_MAX - 1)
#endif

typedef struct {
    int __count;
    union {
        unsigned int __wch;
        char __wchb[4];
    } __value;
} mbstate_t;

struct tm;

wint_t btowc(int c);
int wctob(wint_t c);
int mbsinit(const mbstate_t *state);
size_t mbrlen(const char *text, size_t len, mbstate_t *state);
size_t mbrtowc(wchar_t *wide, const char *text, size_t len, mbstate_t *state);
size_t wcrtomb(char *text, wchar_t wide, mbstate_t *state);
size_t mbsrtowcs(wchar_t *wide, const char **text, size_t len, mbstate_t *state);
size_t wcsrtombs(char *text, const wchar_t **wide, size_t len, mbstate_t *state);

size_t wcslen(const wchar_t *text);
size_t wcsnlen(const wchar_t *text, size_t max);
wchar_t *wcscpy(wchar_t *to, const wchar_t *from);
wchar_t *wcsncpy(wchar_t *to, const wchar_t *from, size_t len);
wchar_t *wcpcpy(wchar_t *to, const wchar_t *from);
wchar_t *wcscat(wchar_t *to, const wchar_t *from);
wchar_t *wcsncat(wchar_t *to, const wchar_t *from, size_t len);
int wcscmp(const wchar_t *a, const wchar_t *b);
int wcsncmp(const wchar_t *a, const wchar_t *b, size_t len);
int wcscasecmp(const wchar_t *a, const wchar_t *b);
int wcsncasecmp(const wchar_t *a, const wchar_t *b, size_t len);
int wcscoll(const wchar_t *a, const wchar_t *b);
size_t wcsxfrm(wchar_t *to, const wchar_t *from, size_t len);
wchar_t *wcschr(const wchar_t *text, wchar_t c);
wchar_t *wcsrchr(const wchar_t *text, wchar_t c);
wchar_t *wcsstr(const wchar_t *where, const wchar_t *what);
wchar_t *wcspbrk(const wchar_t *text, const wchar_t *set);
size_t wcsspn(const wchar_t *text, const wchar_t *set);
size_t wcscspn(const wchar_t *text, const wchar_t *set);
wchar_t *wcstok(wchar_t *text, const wchar_t *separators, wchar_t **rest);
wchar_t *wcsdup(const wchar_t *text);
wchar_t *wmemcpy(wchar_t *to, const wchar_t *from, size_t len);
wchar_t *wmemmove(wchar_t *to, const wchar_t *from, size_t len);
wchar_t *wmemset(wchar_t *to, wchar_t c, size_t len);
int wmemcmp(const wchar_t *a, const wchar_t *b, size_t len);
wchar_t *wmemchr(const wchar_t *where, wchar_t c, size_t len);
int wcwidth(wchar_t c);
int wcswidth(const wchar_t *text, size_t len);

long wcstol(const wchar_t *text, wchar_t **end, int base);
unsigned long wcstoul(const wchar_t *text, wchar_t **end, int base);
long long wcstoll(const wchar_t *text, wchar_t **end, int base);
unsigned long long wcstoull(const wchar_t *text, wchar_t **end, int base);
double wcstod(const wchar_t *text, wchar_t **end);

int fwide(FILE *stream, int mode);
wint_t fputwc(wchar_t c, FILE *stream);
wint_t putwc(wchar_t c, FILE *stream);
wint_t putwchar(wchar_t c);
int fputws(const wchar_t *text, FILE *stream);
wint_t fgetwc(FILE *stream);
wint_t getwc(FILE *stream);
wint_t getwchar(void);
wchar_t *fgetws(wchar_t *line, int size, FILE *stream);
wint_t ungetwc(wint_t c, FILE *stream);
int wprintf(const wchar_t *format, ...);
int fwprintf(FILE *stream, const wchar_t *format, ...);
int swprintf(wchar_t *text, size_t size, const wchar_t *format, ...);
int vwprintf(const wchar_t *format, va_list args);
int vfwprintf(FILE *stream, const wchar_t *format, va_list args);
int vswprintf(wchar_t *text, size_t size, const wchar_t *format, va_list args);

#endif
