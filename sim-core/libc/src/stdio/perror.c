/* perror(3): the text of errno on standard error, in one write. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

void perror(const char *prefix)
{
    const char *colon = prefix && *prefix ? ": " : "";

    fprintf(stderr, "%s%s%s\n", prefix ? prefix : "", colon, strerror(errno));
}
