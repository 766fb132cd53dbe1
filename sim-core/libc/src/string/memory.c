/* Blocks of memory: the machine does the work (memcpy(3), memmove(3), memset(3), memcmp(3), memchr(3)). */
#include <string.h>

void *memcpy(void *to, const void *from, size_t len)
{
    return __builtin_memcpy(to, from, len);
}

void *memmove(void *to, const void *from, size_t len)
{
    return __builtin_memmove(to, from, len);
}

void *mempcpy(void *to, const void *from, size_t len)
{
    return (char *)__builtin_memcpy(to, from, len) + len;
}

void *memset(void *to, int c, size_t len)
{
    return __builtin_memset(to, c, len);
}

int memcmp(const void *a, const void *b, size_t len)
{
    return __builtin_memcmp(a, b, len);
}

void *memchr(const void *where, int c, size_t len)
{
    return __builtin_memchr(where, c, len);
}
