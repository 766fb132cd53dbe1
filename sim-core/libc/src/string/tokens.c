/* Cutting strings into words: strtok(3), strsep(3). */
#include <string.h>

char *strtok_r(char *text, const char *separators, char **rest)
{
    char *word = text ? text : *rest;

    word += strspn(word, separators);
    if (*word == '\0') {
        *rest = word;
        return NULL;
    }
    *rest = word + strcspn(word, separators);
    if (**rest != '\0')
        *(*rest)++ = '\0';
    return word;
}

char *strtok(char *text, const char *separators)
{
    static char *rest;

    return strtok_r(text, separators, &rest);
}

char *strsep(char **rest, const char *separators)
{
    char *word = *rest;

    if (!word)
        return NULL;
    *rest = strpbrk(word, separators);
    if (*rest)
        *(*rest)++ = '\0';
    return word;
}
