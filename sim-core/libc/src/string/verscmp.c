/* strverscmp(3): runs of digits compare as numbers, and those that begin with 0 as fractions, which come before. */
#include <ctype.h>
#include <string.h>

/* The digits in common right before the first difference. */
enum run {
    RUN_NONE,
    RUN_NUMBER,
    RUN_ZEROS,
    RUN_FRACTION, /* a zero first, and others behind it */
};

static enum run run_before(const unsigned char *text, size_t at)
{
    size_t start = at;

    while (start > 0 && isdigit(text[start - 1]))
        start--;
    if (start == at)
        return RUN_NONE;
    if (text[start] != '0')
        return RUN_NUMBER;
    while (start < at && text[start] == '0')
        start++;
    return start == at ? RUN_ZEROS : RUN_FRACTION;
}

/* Both go on with digits: the longer run is more, of equal ones the difference decides. */
static int by_length(const unsigned char *a, const unsigned char *b)
{
    size_t at = 0;

    while (isdigit(a[at]) && isdigit(b[at]))
        at++;
    if (isdigit(a[at]) || isdigit(b[at]))
        return isdigit(a[at]) ? 1 : -1;
    return a[0] - b[0];
}

int strverscmp(const char *left, const char *right)
{
    const unsigned char *a = (const unsigned char *)left;
    const unsigned char *b = (const unsigned char *)right;
    size_t at = 0;
    int digits;

    while (a[at] == b[at] && a[at])
        at++;
    digits = (isdigit(a[at]) != 0) + (isdigit(b[at]) != 0);
    switch (run_before(a, at)) {
    case RUN_NONE:
        return digits == 2 && a[at] != '0' && b[at] != '0' ? by_length(a + at, b + at) : a[at] - b[at];
    case RUN_NUMBER:
        if (digits == 1)
            return isdigit(a[at]) ? 1 : -1;
        return digits == 2 ? by_length(a + at, b + at) : a[at] - b[at];
    case RUN_ZEROS:
        if (digits == 1)
            return isdigit(a[at]) ? -1 : 1;
        break;
    default:
        break;
    }
    return a[at] - b[at];
}
