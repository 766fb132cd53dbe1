/* strptime(3): a date out of a text, by the conversions of strftime. What the text does not say stays as it was; the day of
 * the week and of the year follow from the date, as in glibc. */
#include <ctype.h>
#include <string.h>
#include <strings.h>
#include <time.h>

static const char *const days[] = { "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday" };
static const char *const months[] = { "January", "February", "March",     "April",   "May",      "June",
                                      "July",    "August",   "September", "October", "November", "December" };

/* What was read so far besides the fields themselves. */
struct seen {
    int has_month_day;
    int has_year_day;
    int has_week_day;
    int has_year; /* year and month suffice to compute the others */
    int has_month;
    int is_afternoon; /* %p: 1, forenoon: 0, unknown: -1 */
    int is_12_hours;
    int century; /* -1: not given */
    int has_short_year;
};

static const char *parse(const char *text, const char *format, struct tm *out, struct seen *seen);

/* Reads a number of at most `digits` digits between two limits; NULL if there is none. */
static const char *number(const char *text, int from, int to, int digits, int *out)
{
    int value = 0;
    int count = 0;

    while (*text == ' ')
        text++;
    for (; count < digits && isdigit((unsigned char)*text); count++)
        value = value * 10 + (*text++ - '0');
    if (count == 0 || value < from || value > to)
        return NULL;
    *out = value;
    return text;
}

/* Reads a name, whole or its first three letters. */
static const char *name(const char *text, const char *const *names, int count, int *out)
{
    for (int i = 0; i < count; i++) {
        size_t len = strlen(names[i]);

        if (strncasecmp(text, names[i], len) != 0)
            len = 3;
        if (strncasecmp(text, names[i], len) == 0) {
            *out = i;
            return text + len;
        }
    }
    return NULL;
}

static const char *half_of_day(const char *text, struct seen *seen)
{
    if (strncasecmp(text, "AM", 2) == 0)
        seen->is_afternoon = 0;
    else if (strncasecmp(text, "PM", 2) == 0)
        seen->is_afternoon = 1;
    else
        return NULL;
    return text + 2;
}

static const char *seconds_since_1970(const char *text, struct tm *out)
{
    time_t seconds = 0;

    if (!isdigit((unsigned char)*text))
        return NULL;
    while (isdigit((unsigned char)*text))
        seconds = seconds * 10 + (*text++ - '0');
    return localtime_r(&seconds, out) ? text : NULL;
}

/* +hh, +hhmm, +hh:mm or Z. */
static const char *offset(const char *text, struct tm *out)
{
    int sign = *text == '-' ? -1 : 1;
    int value = 0;
    int digits = 0;

    while (*text == ' ')
        text++;
    if (*text == 'Z') {
        out->tm_gmtoff = 0;
        return text + 1;
    }
    if (*text != '+' && *text != '-')
        return NULL;
    sign = *text++ == '-' ? -1 : 1;
    while (digits < 4 && isdigit((unsigned char)*text)) {
        value = value * 10 + (*text++ - '0');
        if (++digits == 2 && *text == ':' && isdigit((unsigned char)text[1]))
            text++;
    }
    if (digits == 2)
        value *= 100;
    else if (digits != 4)
        return NULL;
    if (value > 1400 || value % 100 >= 60)
        return NULL;
    out->tm_gmtoff = sign * ((value / 100) * 3600 + (value % 100) * 60);
    return text;
}

/* The conversions of the time of day. */
static const char *parse_time(const char *text, char conversion, struct tm *out, struct seen *seen)
{
    switch (conversion) {
    case 'k':
    case 'H':
        seen->is_12_hours = 0;
        return number(text, 0, 23, 2, &out->tm_hour);
    case 'l':
    case 'I':
        text = number(text, 1, 12, 2, &out->tm_hour);
        out->tm_hour %= 12;
        seen->is_12_hours = 1;
        return text;
    case 'M':
        return number(text, 0, 59, 2, &out->tm_min);
    case 'S':
        return number(text, 0, 61, 2, &out->tm_sec);
    case 'p':
        return half_of_day(text, seen);
    case 's':
        return seconds_since_1970(text, out);
    case 'z':
        return offset(text, out);
    case 'Z':
        return text;
    case 'R':
        return parse(text, "%H:%M", out, seen);
    case 'r':
        return parse(text, "%I:%M:%S %p", out, seen);
    case 'T':
    case 'X':
        return parse(text, "%H:%M:%S", out, seen);
    default:
        return NULL;
    }
}

/* The conversions of years. */
static const char *parse_year(const char *text, char conversion, struct tm *out, struct seen *seen)
{
    int ignored;

    switch (conversion) {
    case 'Y':
        text = number(text, 0, 9999, 4, &out->tm_year);
        out->tm_year -= 1900;
        seen->has_year = 1;
        seen->has_short_year = 0;
        seen->century = -1;
        return text;
    case 'y':
        text = number(text, 0, 99, 2, &out->tm_year);
        out->tm_year = out->tm_year >= 69 ? out->tm_year : out->tm_year + 100;
        seen->has_year = seen->has_short_year = 1;
        return text;
    case 'C':
        seen->has_year = 1;
        return number(text, 0, 99, 2, &seen->century);
    case 'G':
        return number(text, 0, 9999, 4, &ignored);
    case 'g':
        return number(text, 0, 99, 2, &ignored);
    default:
        return parse_time(text, conversion, out, seen);
    }
}

static const char *parse_one(const char *text, char conversion, struct tm *out, struct seen *seen)
{
    int ignored;

    switch (conversion) {
    case 'a':
    case 'A':
        seen->has_week_day = 1;
        return name(text, days, 7, &out->tm_wday);
    case 'b':
    case 'B':
    case 'h':
        seen->has_month = 1;
        return name(text, months, 12, &out->tm_mon);
    case 'd':
    case 'e':
        seen->has_month_day = 1;
        return number(text, 1, 31, 2, &out->tm_mday);
    case 'm':
        text = number(text, 1, 12, 2, &out->tm_mon);
        out->tm_mon--;
        seen->has_month = 1;
        return text;
    case 'j':
        text = number(text, 1, 366, 3, &out->tm_yday);
        out->tm_yday--;
        seen->has_year_day = 1;
        return text;
    case 'u':
        text = number(text, 1, 7, 1, &out->tm_wday);
        out->tm_wday %= 7;
        seen->has_week_day = 1;
        return text;
    case 'w':
        seen->has_week_day = 1;
        return number(text, 0, 6, 1, &out->tm_wday);
    case 'U':
    case 'V':
    case 'W':
        return number(text, 0, 53, 2, &ignored);
    case 'c':
        return parse(text, "%a %b %e %H:%M:%S %Y", out, seen);
    case 'D':
    case 'x':
        return parse(text, "%m/%d/%y", out, seen);
    case 'F':
        return parse(text, "%Y-%m-%d", out, seen);
    default:
        return parse_year(text, conversion, out, seen);
    }
}

static const char *skip_space(const char *text)
{
    while (isspace((unsigned char)*text))
        text++;
    return text;
}

static const char *parse(const char *text, const char *format, struct tm *out, struct seen *seen)
{
    for (; *format && text; format++) {
        if (isspace((unsigned char)*format)) {
            text = skip_space(text);
        } else if (*format != '%') {
            text = *text == *format ? text + 1 : NULL;
        } else {
            format++;
            format += *format == 'E' || *format == 'O';
            if (*format == 'n' || *format == 't')
                text = skip_space(text);
            else if (*format == '%')
                text = *text == '%' ? text + 1 : NULL;
            else
                text = parse_one(text, *format, out, seen);
        }
    }
    return text;
}

/* Fills in what follows from year, month and day. */
static void complete(struct tm *out, const struct seen *seen)
{
    struct tm date = { .tm_year = out->tm_year, .tm_mon = out->tm_mon, .tm_mday = out->tm_mday, .tm_hour = 12 };

    if (seen->has_year_day && seen->has_year && !(seen->has_month && seen->has_month_day)) {
        date.tm_mon = 0;
        date.tm_mday = out->tm_yday + 1;
        timegm(&date);
        if (!seen->has_month)
            out->tm_mon = date.tm_mon;
        if (!seen->has_month_day)
            out->tm_mday = date.tm_mday;
    } else {
        timegm(&date);
    }
    if (!(seen->has_year || (seen->has_month && seen->has_month_day)))
        return;
    if (!seen->has_week_day)
        out->tm_wday = date.tm_wday;
    if (!seen->has_year_day)
        out->tm_yday = date.tm_yday;
}

char *strptime(const char *text, const char *format, struct tm *out)
{
    struct seen seen = { .is_afternoon = -1, .century = -1 };

    text = parse(text, format, out, &seen);
    if (!text)
        return NULL;
    if (seen.is_12_hours && seen.is_afternoon == 1)
        out->tm_hour += 12;
    if (seen.century >= 0)
        out->tm_year = seen.has_short_year ? out->tm_year % 100 + (seen.century - 19) * 100 : (seen.century - 19) * 100;
    complete(out, &seen);
    return (char *)text;
}
