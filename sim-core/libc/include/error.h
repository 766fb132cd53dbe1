/* <error.h>: messages about errors on standard error, with the program's name (error(3), GNU). */
#ifndef _ERROR_H
#define _ERROR_H

extern unsigned int error_message_count;
extern int error_one_per_line;
extern void (*error_print_progname)(void);

void error(int status, int error_number, const char *format, ...) __attribute__((format(printf, 3, 4)));
void error_at_line(int status, int error_number, const char *file, unsigned int line, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

#endif
