/* The older names: bstring(3), index(3), ffs(3). */
#include <string.h>

int bcmp(const void *a, const void *b, size_t len)
{
    return __builtin_memcmp(a, b, len);
}

void bcopy(const void *from, void *to, size_t len)
{
    __builtin_memmove(to, from, len);
}

void bzero(void *to, size_t len)
{
    __builtin_memset(to, 0, len);
}

int ffs(int bits)
{
    for (int at = 0; at < 32; at++)
        if ((unsigned int)bits >> at & 1)
            return at + 1;
    return 0;
}

char *index(const char *text, int c)
{
    return __builtin_strchr(text, c);
}

char *rindex(const char *text, int c)
{
    return strrchr(text, c);
}

int ffsl(long bits)
{
    return __builtin_ffsl(bits);
}

int ffsll(long long bits)
{
    return __builtin_ffsll(bits);
}
