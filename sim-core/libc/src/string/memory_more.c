/* Rarer searches and copies of memory: memccpy(3), memrchr(3), memmem(3). */
#include <stdint.h>
#include <string.h>

void *memccpy(void *to, const void *from, int stop, size_t len)
{
    const char *found = memchr(from, stop, len);

    if (!found) {
        memcpy(to, from, len);
        return NULL;
    }
    return mempcpy(to, from, (size_t)(found - (const char *)from) + 1);
}

void *memrchr(const void *where, int c, size_t len)
{
    const unsigned char *bytes = where;

    while (len-- > 0)
        if (bytes[len] == (unsigned char)c)
            return (void *)(bytes + len);
    return NULL;
}

void *rawmemchr(const void *where, int c)
{
    return memchr(where, c, SIZE_MAX);
}

void *memmem(const void *where, size_t len, const void *what, size_t what_len)
{
    const char *at = where;

    for (; len >= what_len; at++, len--)
        if (memcmp(at, what, what_len) == 0)
            return (void *)at;
    return NULL;
}
