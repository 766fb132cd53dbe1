/* Copies of strings on the heap: strdup(3). */
#include <stdlib.h>
#include <string.h>

char *strdup(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = malloc(size);

    return copy ? memcpy(copy, text, size) : NULL;
}

char *strndup(const char *text, size_t len)
{
    size_t count = strnlen(text, len);
    char *copy = malloc(count + 1);

    if (!copy)
        return NULL;
    copy[count] = '\0';
    return memcpy(copy, text, count);
}
