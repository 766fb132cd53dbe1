/* Lengths, copies and comparisons: the machine does the work (strlen(3), strcpy(3), strcmp(3), strchr(3)). */
#include <string.h>

size_t strlen(const char *text)
{
    return __builtin_strlen(text);
}

size_t strnlen(const char *text, size_t max)
{
    const char *end = __builtin_memchr(text, '\0', max);

    return end ? (size_t)(end - text) : max;
}

char *strcpy(char *to, const char *from)
{
    return __builtin_strcpy(to, from);
}

char *strncpy(char *to, const char *from, size_t len)
{
    return __builtin_strncpy(to, from, len);
}

int strcmp(const char *a, const char *b)
{
    return __builtin_strcmp(a, b);
}

int strncmp(const char *a, const char *b, size_t len)
{
    return __builtin_strncmp(a, b, len);
}

/* In the C locale strings collate by their bytes. */
int strcoll(const char *a, const char *b)
{
    return __builtin_strcmp(a, b);
}

char *strchr(const char *text, int c)
{
    return __builtin_strchr(text, c);
}
