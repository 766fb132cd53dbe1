/* Copies that append or tell where they ended: strcat(3), strncat(3), stpcpy(3). */
#include <string.h>

char *strcat(char *to, const char *from)
{
    __builtin_strcpy(to + __builtin_strlen(to), from);
    return to;
}

char *strncat(char *to, const char *from, size_t len)
{
    char *end = to + __builtin_strlen(to);
    size_t count = strnlen(from, len);

    __builtin_memcpy(end, from, count);
    end[count] = '\0';
    return to;
}

char *stpcpy(char *to, const char *from)
{
    size_t len = __builtin_strlen(from);

    __builtin_memcpy(to, from, len + 1);
    return to + len;
}

char *stpncpy(char *to, const char *from, size_t len)
{
    size_t count = strnlen(from, len);

    __builtin_memcpy(to, from, count);
    __builtin_memset(to + count, 0, len - count);
    return to + count;
}

size_t strxfrm(char *to, const char *from, size_t len)
{
    size_t need = __builtin_strlen(from);

    if (len > 0)
        stpncpy(to, from, need < len ? need + 1 : len);
    return need;
}
