/* <libgen.h>: the parts of a path (basename(3), POSIX). */
#ifndef _LIBGEN_H
#define _LIBGEN_H

#include <features.h>

char *dirname(char *path);
char *__xpg_basename(char *path);
#define basename __xpg_basename

#endif
