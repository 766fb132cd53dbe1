/* Backslash escapes, and printf(1). */
#ifndef ESCAPES_H
#define ESCAPES_H

enum escapes { ESCAPES_OF_ECHO, ESCAPES_OF_FORMAT };

/* Prints a text with its backslash escapes; -1 if `\c` ends all output. */
int print_escaped(const char *text, enum escapes escapes);

/* A format and its arguments; the exit status. */
int print_formatted(int count, char **arguments);

#endif
