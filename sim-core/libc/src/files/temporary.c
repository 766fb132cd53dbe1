/* Temporary files: mkstemp(3), mkdtemp(3), tmpfile(3). glibc draws names at random; here they are counted, so that a run
 * repeats itself. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LETTERS "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#define TRIES 238328

/* The six X at the end of a template, or NULL if it has none. */
static char *marks_of(char *template)
{
    size_t len = strlen(template);

    if (len < 6 || strcmp(template + len - 6, "XXXXXX") != 0) {
        errno = EINVAL;
        return NULL;
    }
    return template + len - 6;
}

/* Writes the next name to try. */
static void name_next(char *marks, unsigned int attempt)
{
    unsigned int value = (unsigned int)getpid() * 62 + attempt;

    for (int at = 5; at >= 0; at--) {
        marks[at] = LETTERS[value % 62];
        value /= 62;
    }
}

int mkostemp(char *template, int flags)
{
    char *marks = marks_of(template);

    for (unsigned int attempt = 0; marks && attempt < TRIES; attempt++) {
        int fd;

        name_next(marks, attempt);
        fd = open(template, (flags & ~O_ACCMODE) | O_RDWR | O_CREAT | O_EXCL, 0600);
        if (fd >= 0 || errno != EEXIST)
            return fd;
    }
    return -1;
}

int mkstemp(char *template)
{
    return mkostemp(template, 0);
}

char *mkdtemp(char *template)
{
    char *marks = marks_of(template);

    for (unsigned int attempt = 0; marks && attempt < TRIES; attempt++) {
        name_next(marks, attempt);
        if (mkdir(template, 0700) == 0)
            return template;
        if (errno != EEXIST)
            break;
    }
    return NULL;
}

FILE *tmpfile(void)
{
    char path[] = P_tmpdir "/tmpfXXXXXX";
    int fd = mkstemp(path);

    if (fd < 0)
        return NULL;
    unlink(path);
    return fdopen(fd, "w+");
}
