/* error(3): flushes standard output, tells what went wrong on standard error, and ends the program if a status is given. */
#include <errno.h>
#include <error.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

unsigned int error_message_count;
int error_one_per_line;
void (*error_print_progname)(void);

static void tell_name(void)
{
    fflush(stdout);
    if (error_print_progname)
        error_print_progname();
    else
        fprintf(stderr, "%s: ", program_invocation_name);
}

static void tell(int status, int error_number, const char *format, va_list args)
{
    vfprintf(stderr, format, args);
    error_message_count++;
    if (error_number)
        fprintf(stderr, ": %s", strerror(error_number));
    fputc('\n', stderr);
    if (status)
        exit(status);
}

void error(int status, int error_number, const char *format, ...)
{
    va_list args;

    tell_name();
    va_start(args, format);
    tell(status, error_number, format, args);
    va_end(args);
}

void error_at_line(int status, int error_number, const char *file, unsigned int line, const char *format, ...)
{
    static const char *last_file;
    static unsigned int last_line;
    va_list args;

    if (error_one_per_line && last_line == line && (file == last_file || (file && last_file && !strcmp(file, last_file))))
        return;
    last_file = file;
    last_line = line;
    fflush(stdout);
    if (error_print_progname)
        error_print_progname();
    else
        fprintf(stderr, "%s:", program_invocation_name);
    fprintf(stderr, file ? "%s:%u: " : " ", file, line);
    va_start(args, format);
    tell(status, error_number, format, args);
    va_end(args);
}
