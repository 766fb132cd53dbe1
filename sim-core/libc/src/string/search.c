/* Searches in strings: strrchr(3), strstr(3), strspn(3) and their like. */
#include <string.h>

char *strrchr(const char *text, int c)
{
    const char *found = NULL;

    do
        if (*text == (char)c)
            found = text;
    while (*text++ != '\0');
    return (char *)found;
}

char *strchrnul(const char *text, int c)
{
    char *found = __builtin_strchr(text, c);

    return found ? found : (char *)text + __builtin_strlen(text);
}

char *strstr(const char *where, const char *what)
{
    size_t len = __builtin_strlen(what);

    if (len == 0)
        return (char *)where;
    for (; (where = __builtin_strchr(where, *what)); where++)
        if (__builtin_strncmp(where, what, len) == 0)
            return (char *)where;
    return NULL;
}

size_t strspn(const char *text, const char *set)
{
    size_t len = 0;

    while (text[len] != '\0' && __builtin_strchr(set, text[len]))
        len++;
    return len;
}

size_t strcspn(const char *text, const char *set)
{
    size_t len = 0;

    while (text[len] != '\0' && !__builtin_strchr(set, text[len]))
        len++;
    return len;
}

char *strpbrk(const char *text, const char *set)
{
    text += strcspn(text, set);
    return *text == '\0' ? NULL : (char *)text;
}
