/* ecvt(3), fcvt(3): the digits of a number, and where its point is. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_DIGITS 17
#define ROOM        400

/* Copies the digits of a text, without sign, point and exponent. */
static void digits_of(const char *text, char *to)
{
    for (; *text && *text != 'e'; text++)
        if (*text >= '0' && *text <= '9')
            *to++ = *text;
    *to = '\0';
}

static char *not_finite(double value, char *text)
{
    sprintf(text, "%f", fabs(value));
    return text;
}

char *ecvt(double value, int digits, int *point, int *is_negative)
{
    static char text[ROOM];
    char written[ROOM];

    *is_negative = signbit(value) != 0;
    *point = 0;
    if (!isfinite(value))
        return not_finite(value, text);
    if (digits > MOST_DIGITS)
        digits = MOST_DIGITS;
    if (digits < 1) {
        text[0] = '\0';
        return text;
    }
    sprintf(written, "%.*e", digits - 1, fabs(value));
    digits_of(written, text);
    *point = value == 0 ? 1 : atoi(strchr(written, 'e') + 1) + 1;
    return text;
}

char *fcvt(double value, int digits, int *point, int *is_negative)
{
    static char text[ROOM];
    char written[ROOM];
    char *first = text;

    *is_negative = signbit(value) != 0;
    *point = 0;
    if (!isfinite(value))
        return not_finite(value, text);
    sprintf(written, "%.*f", digits < 0 ? 0 : digits > MOST_DIGITS ? MOST_DIGITS : digits, fabs(value));
    digits_of(written, text);
    *point = (int)strcspn(written, ".");
    if (written[0] == '0' && value != 0) {
        first += strspn(text, "0");
        *point -= (int)(first - text);
        memmove(text, first, strlen(first) + 1);
    }
    return text;
}
