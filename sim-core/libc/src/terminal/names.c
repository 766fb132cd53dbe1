/* Names of terminals and of who sits there: ttyname(3), getlogin(3). There is one terminal, and nobody has
 * logged in. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#define TERMINAL "/dev/pts/0"

int ttyname_r(int fd, char *name, size_t size)
{
    if (!isatty(fd))
        return errno;
    if (size < sizeof(TERMINAL))
        return ERANGE;
    strcpy(name, TERMINAL);
    return 0;
}

char *ttyname(int fd)
{
    static char name[sizeof(TERMINAL)];
    int error = ttyname_r(fd, name, sizeof(name));

    if (!error)
        return name;
    errno = error;
    return NULL;
}

char *getlogin(void)
{
    errno = ENXIO;
    return NULL;
}
