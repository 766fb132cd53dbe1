/* <err.h>: messages about errors on standard error, with the program's name (err(3), BSD). */
#ifndef _ERR_H
#define _ERR_H

#include <stdarg.h>

void warn(const char *format, ...) __attribute__((format(printf, 1, 2)));
void vwarn(const char *format, va_list args);
void warnx(const char *format, ...) __attribute__((format(printf, 1, 2)));
void vwarnx(const char *format, va_list args);
_Noreturn void err(int status, const char *format, ...) __attribute__((format(printf, 2, 3)));
_Noreturn void verr(int status, const char *format, va_list args);
_Noreturn void errx(int status, const char *format, ...) __attribute__((format(printf, 2, 3)));
_Noreturn void verrx(int status, const char *format, va_list args);

#endif
