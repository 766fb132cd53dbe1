/* BSD's names: bstring(3), index(3), ffs(3), strlcpy(3), swab(3). */
#include <string.h>
#include <unistd.h>

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

size_t strlcpy(char *to, const char *from, size_t size)
{
    size_t len = strlen(from);

    if (size > 0) {
        size_t fits = len < size ? len : size - 1;

        __builtin_memcpy(to, from, fits);
        to[fits] = '\0';
    }
    return len;
}

size_t strlcat(char *to, const char *from, size_t size)
{
    size_t len = strnlen(to, size);

    return len == size ? len + strlen(from) : len + strlcpy(to + len, from, size - len);
}

/* Copies pairs of bytes, each the other way round. */
void swab(const void *from, void *to, ssize_t len)
{
    const char *in = from;
    char *out = to;

    for (len &= ~(ssize_t)1; len > 1; len -= 2) {
        char second = in[len - 1];

        out[len - 1] = in[len - 2];
        out[len - 2] = second;
    }
}
