/* err(3): the program's name, a message, and what errno means, on standard error. */
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void vwarnx(const char *format, va_list args)
{
    fprintf(stderr, "%s: ", program_invocation_short_name);
    if (format)
        vfprintf(stderr, format, args);
    fputc('\n', stderr);
}

void vwarn(const char *format, va_list args)
{
    int error = errno;

    fprintf(stderr, "%s: ", program_invocation_short_name);
    if (format) {
        vfprintf(stderr, format, args);
        fputs(": ", stderr);
    }
    fprintf(stderr, "%s\n", strerror(error));
    errno = error;
}

void warn(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vwarn(format, args);
    va_end(args);
}

void warnx(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vwarnx(format, args);
    va_end(args);
}

void verr(int status, const char *format, va_list args)
{
    vwarn(format, args);
    exit(status);
}

void verrx(int status, const char *format, va_list args)
{
    vwarnx(format, args);
    exit(status);
}

void err(int status, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    verr(status, format, args);
}

void errx(int status, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    verrx(status, format, args);
}
