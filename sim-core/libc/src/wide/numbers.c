/* Wide text to numbers: wcstol(3), wcstod(3). Numbers are ASCII, so they are read from a narrow copy. */
#include <stdlib.h>
#include <wchar.h>

#define LONGEST 400 /* characters that are looked at */

/* Copies up to the first character that no number has. */
static void narrow(char *copy, const wchar_t *text)
{
    size_t len = 0;

    for (; len < LONGEST && text[len] > 0 && text[len] < 0x80; len++)
        copy[len] = (char)text[len];
    copy[len] = '\0';
}

static void note_end(wchar_t **end, const wchar_t *text, const char *copy, const char *stop)
{
    if (end)
        *end = (wchar_t *)text + (stop - copy);
}

long wcstol(const wchar_t *text, wchar_t **end, int base)
{
    char copy[LONGEST + 1];
    char *stop;
    long value;

    narrow(copy, text);
    value = strtol(copy, &stop, base);
    note_end(end, text, copy, stop);
    return value;
}

unsigned long wcstoul(const wchar_t *text, wchar_t **end, int base)
{
    char copy[LONGEST + 1];
    char *stop;
    unsigned long value;

    narrow(copy, text);
    value = strtoul(copy, &stop, base);
    note_end(end, text, copy, stop);
    return value;
}

long long wcstoll(const wchar_t *text, wchar_t **end, int base)
{
    return wcstol(text, end, base);
}

unsigned long long wcstoull(const wchar_t *text, wchar_t **end, int base)
{
    return wcstoul(text, end, base);
}

double wcstod(const wchar_t *text, wchar_t **end)
{
    char copy[LONGEST + 1];
    char *stop;
    double value;

    narrow(copy, text);
    value = strtod(copy, &stop);
    note_end(end, text, copy, stop);
    return value;
}
