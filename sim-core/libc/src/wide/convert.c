/* Between wide characters and the locale's bytes: mbrtowc(3), wcrtomb(3). "C" knows ASCII only, UTF-8 locales all. */
#include <bits/wide.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

size_t __ctype_get_mb_cur_max(void)
{
    return __locale_has_utf8() ? 6 : 1;
}

int mbsinit(const mbstate_t *state)
{
    return !state || state->__count == 0;
}

/* One character: how many bytes it has, -1 if they are none, -2 if more must come. */
static int decode(const char *text, size_t len, unsigned int *c)
{
    if (__locale_has_utf8())
        return __utf8_get(text, len, c);
    if (len == 0)
        return -2;
    *c = (unsigned char)*text;
    return *c < 0x80 ? 1 : -1;
}

size_t mbrtowc(wchar_t *wide, const char *text, size_t len, mbstate_t *state)
{
    static mbstate_t own;
    char whole[UTF8_MOST];
    unsigned int c = 0;
    int had;
    int count;

    if (!state)
        state = &own;
    if (!text) {
        state->__count = 0;
        return 0;
    }
    had = state->__count;
    memcpy(whole, state->__value.__wchb, (size_t)had);
    for (count = -2; count == -2 && (size_t)(state->__count - had) < len && state->__count < UTF8_MOST; state->__count++) {
        whole[state->__count] = text[state->__count - had];
        count = decode(whole, (size_t)state->__count + 1, &c);
    }
    if (count == -2) {
        memcpy(state->__value.__wchb, whole, (size_t)state->__count);
        return (size_t)-2;
    }
    state->__count = 0;
    if (count < 0) {
        errno = EILSEQ;
        return (size_t)-1;
    }
    if (wide)
        *wide = (wchar_t)c;
    return c == 0 ? 0 : (size_t)(count - had);
}

size_t mbrlen(const char *text, size_t len, mbstate_t *state)
{
    static mbstate_t own;

    return mbrtowc(NULL, text, len, state ? state : &own);
}

size_t wcrtomb(char *text, wchar_t wide, mbstate_t *state)
{
    char room[UTF8_MOST];
    int count = 1;

    (void)state;
    if (!text)
        return 1;
    if ((unsigned int)wide < 0x80)
        room[0] = (char)wide;
    else
        count = __locale_has_utf8() ? __utf8_put(room, (unsigned int)wide) : -1;
    if (count < 0) {
        errno = EILSEQ;
        return (size_t)-1;
    }
    memcpy(text, room, (size_t)count);
    return (size_t)count;
}

size_t mbsrtowcs(wchar_t *wide, const char **text, size_t len, mbstate_t *state)
{
    const char *at = *text;
    mbstate_t own = { 0 };
    size_t done = 0;

    if (!state)
        state = &own;
    while (!wide || done < len) {
        wchar_t c;
        size_t count = mbrtowc(&c, at, UTF8_MOST, state);

        if (count == (size_t)-1 || count == (size_t)-2)
            return (size_t)-1;
        if (wide)
            wide[done] = c;
        if (count == 0) {
            if (wide)
                *text = NULL;
            return done;
        }
        at += count;
        done++;
    }
    *text = at;
    return done;
}

size_t wcsrtombs(char *text, const wchar_t **wide, size_t len, mbstate_t *state)
{
    const wchar_t *at = *wide;
    size_t done = 0;

    for (;; at++) {
        char room[UTF8_MOST];
        size_t count = wcrtomb(room, *at, state);

        if (count == (size_t)-1)
            return count;
        if (text && done + count > len)
            break;
        if (text)
            memcpy(text + done, room, count);
        if (*at == 0) {
            if (text)
                *wide = NULL;
            return done;
        }
        done += count;
    }
    *wide = at;
    return done;
}

wint_t btowc(int c)
{
    return c >= 0 && c < 0x80 ? (wint_t)c : WEOF;
}

int wctob(wint_t c)
{
    return c < 0x80 ? (int)c : EOF;
}

int mbtowc(wchar_t *wide, const char *text, size_t len)
{
    mbstate_t state = { 0 };
    size_t count;

    if (!text)
        return 0;
    count = mbrtowc(wide, text, len, &state);
    return count == (size_t)-2 ? -1 : (int)count;
}

int mblen(const char *text, size_t len)
{
    return mbtowc(NULL, text, len);
}

int wctomb(char *text, wchar_t wide)
{
    return text ? (int)wcrtomb(text, wide, NULL) : 0;
}

size_t mbstowcs(wchar_t *wide, const char *text, size_t len)
{
    return mbsrtowcs(wide, &text, len, NULL);
}

size_t wcstombs(char *text, const wchar_t *wide, size_t len)
{
    return wcsrtombs(text, &wide, len, NULL);
}
