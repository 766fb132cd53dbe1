/* Wide strings: wcscpy(3), wcscmp(3), wcschr(3), wcstok(3), wmemcpy(3). */
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

size_t wcslen(const wchar_t *text)
{
    size_t len = 0;

    while (text[len] != 0)
        len++;
    return len;
}

size_t wcsnlen(const wchar_t *text, size_t max)
{
    size_t len = 0;

    while (len < max && text[len] != 0)
        len++;
    return len;
}

wchar_t *wmemcpy(wchar_t *to, const wchar_t *from, size_t len)
{
    return memcpy(to, from, len * sizeof(wchar_t));
}

wchar_t *wmemmove(wchar_t *to, const wchar_t *from, size_t len)
{
    return memmove(to, from, len * sizeof(wchar_t));
}

wchar_t *wmemset(wchar_t *to, wchar_t c, size_t len)
{
    for (size_t at = 0; at < len; at++)
        to[at] = c;
    return to;
}

int wmemcmp(const wchar_t *a, const wchar_t *b, size_t len)
{
    for (size_t at = 0; at < len; at++)
        if (a[at] != b[at])
            return a[at] < b[at] ? -1 : 1;
    return 0;
}

wchar_t *wmemchr(const wchar_t *where, wchar_t c, size_t len)
{
    for (size_t at = 0; at < len; at++)
        if (where[at] == c)
            return (wchar_t *)where + at;
    return NULL;
}

wchar_t *wcpcpy(wchar_t *to, const wchar_t *from)
{
    size_t len = wcslen(from);

    wmemcpy(to, from, len + 1);
    return to + len;
}

wchar_t *wcscpy(wchar_t *to, const wchar_t *from)
{
    wcpcpy(to, from);
    return to;
}

wchar_t *wcsncpy(wchar_t *to, const wchar_t *from, size_t len)
{
    size_t count = wcsnlen(from, len);

    wmemcpy(to, from, count);
    wmemset(to + count, 0, len - count);
    return to;
}

wchar_t *wcscat(wchar_t *to, const wchar_t *from)
{
    wcpcpy(to + wcslen(to), from);
    return to;
}

wchar_t *wcsncat(wchar_t *to, const wchar_t *from, size_t len)
{
    size_t count = wcsnlen(from, len);
    wchar_t *end = to + wcslen(to);

    wmemcpy(end, from, count);
    end[count] = 0;
    return to;
}

int wcsncmp(const wchar_t *a, const wchar_t *b, size_t len)
{
    for (size_t at = 0; at < len; at++) {
        if (a[at] != b[at])
            return a[at] < b[at] ? -1 : 1;
        if (a[at] == 0)
            break;
    }
    return 0;
}

int wcscmp(const wchar_t *a, const wchar_t *b)
{
    return wcsncmp(a, b, (size_t)-1);
}

int wcscoll(const wchar_t *a, const wchar_t *b)
{
    return wcscmp(a, b);
}

size_t wcsxfrm(wchar_t *to, const wchar_t *from, size_t len)
{
    if (len > 0) {
        size_t count = wcsnlen(from, len - 1);

        wmemcpy(to, from, count);
        to[count] = 0;
    }
    return wcslen(from);
}

int wcsncasecmp(const wchar_t *a, const wchar_t *b, size_t len)
{
    for (size_t at = 0; at < len; at++) {
        wint_t left = towlower((wint_t)a[at]);
        wint_t right = towlower((wint_t)b[at]);

        if (left != right)
            return left < right ? -1 : 1;
        if (left == 0)
            break;
    }
    return 0;
}

int wcscasecmp(const wchar_t *a, const wchar_t *b)
{
    return wcsncasecmp(a, b, (size_t)-1);
}

wchar_t *wcschr(const wchar_t *text, wchar_t c)
{
    return wmemchr(text, c, wcslen(text) + 1);
}

wchar_t *wcsrchr(const wchar_t *text, wchar_t c)
{
    for (size_t at = wcslen(text) + 1; at > 0; at--)
        if (text[at - 1] == c)
            return (wchar_t *)text + at - 1;
    return NULL;
}

wchar_t *wcsstr(const wchar_t *where, const wchar_t *what)
{
    size_t len = wcslen(what);

    for (;; where++) {
        if (wcsncmp(where, what, len) == 0)
            return (wchar_t *)where;
        if (*where == 0)
            return NULL;
    }
}

size_t wcsspn(const wchar_t *text, const wchar_t *set)
{
    size_t len = 0;

    while (text[len] != 0 && wcschr(set, text[len]))
        len++;
    return len;
}

size_t wcscspn(const wchar_t *text, const wchar_t *set)
{
    size_t len = 0;

    while (text[len] != 0 && !wcschr(set, text[len]))
        len++;
    return len;
}

wchar_t *wcspbrk(const wchar_t *text, const wchar_t *set)
{
    text += wcscspn(text, set);
    return *text != 0 ? (wchar_t *)text : NULL;
}

wchar_t *wcstok(wchar_t *text, const wchar_t *separators, wchar_t **rest)
{
    wchar_t *start = text ? text : *rest;

    if (!start)
        return NULL;
    start += wcsspn(start, separators);
    if (*start == 0) {
        *rest = NULL;
        return NULL;
    }
    *rest = wcspbrk(start, separators);
    if (*rest)
        *(*rest)++ = 0;
    return start;
}

wchar_t *wcsdup(const wchar_t *text)
{
    size_t len = wcslen(text) + 1;
    wchar_t *copy = malloc(len * sizeof(wchar_t));

    return copy ? wmemcpy(copy, text, len) : NULL;
}
