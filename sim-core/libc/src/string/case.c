/* Comparisons that ignore case: strcasecmp(3), strcasestr(3). */
#include <ctype.h>
#include <string.h>

int strncasecmp(const char *a, const char *b, size_t len)
{
    for (; len > 0; a++, b++, len--) {
        int difference = tolower((unsigned char)*a) - tolower((unsigned char)*b);

        if (difference != 0 || *a == '\0')
            return difference;
    }
    return 0;
}

int strcasecmp(const char *a, const char *b)
{
    return strncasecmp(a, b, (size_t)-1);
}

char *strcasestr(const char *where, const char *what)
{
    size_t len = strlen(what);

    for (;; where++) {
        if (strncasecmp(where, what, len) == 0)
            return (char *)where;
        if (*where == '\0')
            return NULL;
    }
}
