/* env(1): prints the environment, or runs a command in a changed one. */
#include "tool.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    int at = 1;

    if (at < argc && (!strcmp(argv[at], "-i") || !strcmp(argv[at], "-"))) {
        clearenv();
        at++;
    }
    for (; at + 1 < argc && !strcmp(argv[at], "-u"); at += 2)
        unsetenv(argv[at + 1]);
    for (; at < argc && strchr(argv[at], '='); at++)
        putenv(argv[at]);
    if (at < argc) {
        execvp(argv[at], argv + at);
        warn_about("'%s': %s", argv[at], strerror(errno));
        return errno == ENOENT ? 127 : 126;
    }
    for (char **entry = environ; entry && *entry; entry++)
        puts(*entry);
    return 0;
}
