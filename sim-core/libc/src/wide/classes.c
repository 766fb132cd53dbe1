/* Classes of wide characters: iswalpha(3), towupper(3), wcwidth(3). Beyond ASCII the scripts that courses meet are known by
 * their ranges: Latin, Greek, Cyrillic, Hangul, Kana, Han. */
#include <bits/wide.h>
#include <ctype.h>
#include <string.h>
#include <wchar.h>
#include <wctype.h>

struct range {
    wint_t first;
    wint_t last;
};

static const struct range letters[] = {
    { 0xaa, 0xaa }, { 0xb5, 0xb5 }, { 0xba, 0xba }, { 0xc0, 0xd6 }, { 0xd8, 0xf6 }, { 0xf8, 0x2c1 },
    { 0x370, 0x373 }, { 0x376, 0x377 }, { 0x37b, 0x37d }, { 0x386, 0x386 }, { 0x388, 0x3f5 }, { 0x3f7, 0x481 },
    { 0x48a, 0x52f }, { 0x1100, 0x11ff }, { 0x1e00, 0x1f15 }, { 0x3041, 0x3096 }, { 0x30a1, 0x30fa },
    { 0x3131, 0x318e }, { 0x3400, 0x4dbf }, { 0x4e00, 0x9fff }, { 0xac00, 0xd7a3 }, { 0x20000, 0x2a6df },
};

static const struct range wide_ones[] = {
    { 0x1100, 0x115f }, { 0x2e80, 0x303e }, { 0x3041, 0x33ff }, { 0x3400, 0x4dbf }, { 0x4e00, 0xa4cf },
    { 0xac00, 0xd7a3 }, { 0xf900, 0xfaff }, { 0xfe30, 0xfe6f }, { 0xff00, 0xff60 }, { 0xffe0, 0xffe6 },
    { 0x1f300, 0x1f64f }, { 0x1f900, 0x1f9ff }, { 0x20000, 0x3fffd },
};

static int is_in(const struct range *ranges, size_t count, wint_t c)
{
    for (size_t at = 0; at < count; at++)
        if (c >= ranges[at].first && c <= ranges[at].last)
            return 1;
    return 0;
}

static int is_ascii(wint_t c)
{
    return c < 0x80;
}

int iswalpha(wint_t c)
{
    if (is_ascii(c))
        return isalpha((int)c);
    return __locale_has_utf8() && is_in(letters, sizeof(letters) / sizeof(letters[0]), c);
}

int iswdigit(wint_t c)
{
    return is_ascii(c) && isdigit((int)c);
}

int iswxdigit(wint_t c)
{
    return is_ascii(c) && isxdigit((int)c);
}

int iswalnum(wint_t c)
{
    return iswalpha(c) || iswdigit(c);
}

int iswblank(wint_t c)
{
    return c == ' ' || c == '\t' || (__locale_has_utf8() && c == 0x3000);
}

int iswspace(wint_t c)
{
    if (is_ascii(c))
        return isspace((int)c);
    return __locale_has_utf8() && (c == 0x3000 || c == 0x2028 || c == 0x2029 || (c >= 0x2000 && c <= 0x200a && c != 0x2007));
}

int iswcntrl(wint_t c)
{
    if (is_ascii(c))
        return iscntrl((int)c);
    return __locale_has_utf8() && (c <= 0x9f || c == 0x2028 || c == 0x2029);
}

int iswprint(wint_t c)
{
    if (is_ascii(c))
        return isprint((int)c);
    return __locale_has_utf8() && c >= 0xa0 && c <= 0x10ffff && !(c >= 0xd800 && c < 0xe000) && !iswcntrl(c);
}

int iswgraph(wint_t c)
{
    return iswprint(c) && !iswspace(c);
}

int iswpunct(wint_t c)
{
    return iswgraph(c) && !iswalnum(c);
}

/* The other case of a letter beyond ASCII that lies `step` behind, where `first` to `last` are capitals. */
static int is_capital(wint_t c, wint_t *lower)
{
    static const struct {
        wint_t first;
        wint_t last;
        wint_t step;
    } rows[] = { { 0xc0, 0xde, 32 }, { 0x391, 0x3a9, 32 }, { 0x410, 0x42f, 32 }, { 0x400, 0x40f, 80 } };

    for (size_t at = 0; at < sizeof(rows) / sizeof(rows[0]); at++) {
        if (c >= rows[at].first && c <= rows[at].last && c != 0xd7) {
            *lower = c + rows[at].step;
            return 1;
        }
    }
    if (c >= 0x100 && c < 0x138 && c % 2 == 0) {
        *lower = c + 1;
        return 1;
    }
    return 0;
}

wint_t towlower(wint_t c)
{
    wint_t lower;

    if (is_ascii(c))
        return (wint_t)tolower((int)c);
    return __locale_has_utf8() && is_capital(c, &lower) ? lower : c;
}

wint_t towupper(wint_t c)
{
    static const wint_t steps[] = { 32, 80, 1 };
    wint_t lower;

    if (is_ascii(c))
        return (wint_t)toupper((int)c);
    for (size_t at = 0; __locale_has_utf8() && at < 3; at++)
        if (is_capital(c - steps[at], &lower) && lower == c)
            return c - steps[at];
    return c;
}

int iswlower(wint_t c)
{
    return towupper(c) != c;
}

int iswupper(wint_t c)
{
    return towlower(c) != c;
}

static const char *const class_names[] = { "alnum", "alpha", "blank", "cntrl", "digit", "graph",
                                           "lower", "print", "punct", "space", "upper", "xdigit" };
static int (*const classes[])(wint_t) = { iswalnum, iswalpha, iswblank, iswcntrl, iswdigit, iswgraph,
                                          iswlower, iswprint, iswpunct, iswspace, iswupper, iswxdigit };

wctype_t wctype(const char *name)
{
    for (size_t at = 0; at < sizeof(classes) / sizeof(classes[0]); at++)
        if (strcmp(class_names[at], name) == 0)
            return at + 1;
    return 0;
}

int iswctype(wint_t c, wctype_t class)
{
    return class > 0 && class <= sizeof(classes) / sizeof(classes[0]) && classes[class - 1](c);
}

static const int to_lower = 1;
static const int to_upper = 2;

wctrans_t wctrans(const char *name)
{
    if (strcmp(name, "tolower") == 0)
        return &to_lower;
    return strcmp(name, "toupper") == 0 ? &to_upper : NULL;
}

wint_t towctrans(wint_t c, wctrans_t change)
{
    return change == &to_lower ? towlower(c) : change == &to_upper ? towupper(c) : c;
}

int wcwidth(wchar_t c)
{
    if (c == 0)
        return 0;
    if (!iswprint((wint_t)c))
        return -1;
    return is_in(wide_ones, sizeof(wide_ones) / sizeof(wide_ones[0]), (wint_t)c) ? 2 : 1;
}

int wcswidth(const wchar_t *text, size_t len)
{
    int sum = 0;

    for (size_t at = 0; at < len && text[at] != 0; at++) {
        int width = wcwidth(text[at]);

        if (width < 0)
            return -1;
        sum += width;
    }
    return sum;
}
