/* What the commands have in common. */
#ifndef TOOL_H
#define TOOL_H

#include <stdio.h>

/* Says on standard error what is wrong, after the program's name. */
void warn_about(const char *format, ...);

/* Opens a file for reading, `-` being standard input; NULL after saying why not. */
FILE *open_input(const char *path);

/* Does something with every file of a list, or with standard input if it is empty; 1 if one could not be opened. */
int for_each_input(int count, char **paths, void (*work)(FILE *input, const char *path));

/* Writes all bytes to a descriptor; -1 if that failed. */
int write_all(int fd, const char *bytes, size_t len);

/* Does something with every path of a list and where it goes: the target itself, or its place in the target if that is a
   folder; 1 if that failed for one. */
int for_each_target(int count, char **paths, const char *to, int (*work)(const char *from, const char *to));

/* What follows the last slash of a path. */
const char *last_part(const char *path);

#endif
