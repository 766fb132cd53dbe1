/* strftime(3) in the C locale, and the fixed form of asctime(3). */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static const char *const days[] = { "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday" };
static const char *const months[] = { "January", "February", "March",     "April",   "May",      "June",
                                      "July",    "August",   "September", "October", "November", "December" };

struct output {
    char *text;
    size_t room;
    size_t len;
};

static void add(struct output *output, const char *text, size_t len)
{
    if (len < output->room - output->len)
        memcpy(output->text + output->len, text, len);
    output->len = len < output->room - output->len ? output->len + len : output->room;
}

static void add_text(struct output *output, const char *text)
{
    add(output, text, strlen(text));
}

static void add_number(struct output *output, const char *format, long number)
{
    char text[24];

    snprintf(text, sizeof(text), format, number);
    add_text(output, text);
}

static const char *name_of(const char *const *names, int count, int number)
{
    return number >= 0 && number < count ? names[number] : "?";
}

static int days_in_year(long year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 366 : 365;
}

/* The ISO 8601 week: a week belongs to the year that its Thursday lies in. That year is stored. */
static int iso_week(const struct tm *fields, long *year)
{
    int thursday = fields->tm_yday - (fields->tm_wday + 6) % 7 + 3;

    *year = fields->tm_year + 1900L;
    if (thursday < 0) {
        --*year;
        thursday += days_in_year(*year);
    } else if (thursday >= days_in_year(*year)) {
        thursday -= days_in_year(*year);
        ++*year;
    }
    return thursday / 7 + 1;
}

static void add_iso(struct output *output, const struct tm *fields, char conversion)
{
    long year;
    int week = iso_week(fields, &year);

    if (conversion == 'V')
        add_number(output, "%02ld", week);
    else if (conversion == 'G')
        add_number(output, "%ld", year);
    else
        add_number(output, "%02ld", (year % 100 + 100) % 100);
}

static void format_into(struct output *output, const char *format, const struct tm *fields);

/* Conversions that stand for several others. Returns their format, or NULL. */
static const char *expansion_of(char conversion)
{
    switch (conversion) {
    case 'c':
        return "%a %b %e %H:%M:%S %Y";
    case 'D':
    case 'x':
        return "%m/%d/%y";
    case 'F':
        return "%Y-%m-%d";
    case 'R':
        return "%H:%M";
    case 'r':
        return "%I:%M:%S %p";
    case 'T':
    case 'X':
        return "%H:%M:%S";
    default:
        return NULL;
    }
}

static int twelve(int hour)
{
    return hour % 12 == 0 ? 12 : hour % 12;
}

/* Conversions that are numbers. Returns 0 if it is none. */
static int add_field(struct output *output, char conversion, const struct tm *fields)
{
    long year = fields->tm_year + 1900L;

    switch (conversion) {
    case 'C':
        add_number(output, "%ld", year / 100 - (year % 100 < 0));
        return 1;
    case 'd':
        add_number(output, "%02ld", fields->tm_mday);
        return 1;
    case 'e':
        add_number(output, "%2ld", fields->tm_mday);
        return 1;
    case 'H':
        add_number(output, "%02ld", fields->tm_hour);
        return 1;
    case 'I':
        add_number(output, "%02ld", twelve(fields->tm_hour));
        return 1;
    case 'j':
        add_number(output, "%03ld", fields->tm_yday + 1L);
        return 1;
    case 'k':
        add_number(output, "%2ld", fields->tm_hour);
        return 1;
    case 'l':
        add_number(output, "%2ld", twelve(fields->tm_hour));
        return 1;
    case 'M':
        add_number(output, "%02ld", fields->tm_min);
        return 1;
    case 'm':
        add_number(output, "%02ld", fields->tm_mon + 1L);
        return 1;
    case 'S':
        add_number(output, "%02ld", fields->tm_sec);
        return 1;
    case 'U':
        add_number(output, "%02ld", (fields->tm_yday + 7 - fields->tm_wday) / 7);
        return 1;
    case 'W':
        add_number(output, "%02ld", (fields->tm_yday + 7 - (fields->tm_wday + 6) % 7) / 7);
        return 1;
    case 'u':
        add_number(output, "%ld", fields->tm_wday == 0 ? 7 : fields->tm_wday);
        return 1;
    case 'w':
        add_number(output, "%ld", fields->tm_wday);
        return 1;
    case 'Y':
        add_number(output, "%ld", year);
        return 1;
    case 'y':
        add_number(output, "%02ld", (year % 100 + 100) % 100);
        return 1;
    default:
        return 0;
    }
}

static void add_seconds(struct output *output, const struct tm *fields)
{
    struct tm copy = *fields;

    add_number(output, "%ld", mktime(&copy));
}

static void convert(struct output *output, char conversion, const struct tm *fields)
{
    const char *expansion = expansion_of(conversion);

    if (expansion) {
        format_into(output, expansion, fields);
        return;
    }
    if (add_field(output, conversion, fields))
        return;
    switch (conversion) {
    case 'A':
        add_text(output, name_of(days, 7, fields->tm_wday));
        break;
    case 'a':
        add(output, name_of(days, 7, fields->tm_wday), fields->tm_wday >= 0 && fields->tm_wday < 7 ? 3 : 1);
        break;
    case 'B':
        add_text(output, name_of(months, 12, fields->tm_mon));
        break;
    case 'b':
    case 'h':
        add(output, name_of(months, 12, fields->tm_mon), fields->tm_mon >= 0 && fields->tm_mon < 12 ? 3 : 1);
        break;
    case 'G':
    case 'g':
    case 'V':
        add_iso(output, fields, conversion);
        break;
    case 'n':
        add_text(output, "\n");
        break;
    case 'P':
        add_text(output, fields->tm_hour >= 12 ? "pm" : "am");
        break;
    case 'p':
        add_text(output, fields->tm_hour >= 12 ? "PM" : "AM");
        break;
    case 's':
        add_seconds(output, fields);
        break;
    case 't':
        add_text(output, "\t");
        break;
    case 'Z':
        add_text(output, fields->tm_zone ? fields->tm_zone : "");
        break;
    case 'z':
        add_text(output, "+0000");
        break;
    case '%':
        add_text(output, "%");
        break;
    default:
        add_text(output, "%");
        add(output, &conversion, 1);
        break;
    }
}

static void format_into(struct output *output, const char *format, const struct tm *fields)
{
    for (; *format != '\0'; format++) {
        if (*format != '%') {
            add(output, format, 1);
            continue;
        }
        format++;
        if (*format == 'E' || *format == 'O')
            format++;
        if (*format == '\0')
            return;
        convert(output, *format, fields);
    }
}

size_t strftime(char *text, size_t size, const char *format, const struct tm *fields)
{
    struct output output = { text, size, 0 };

    format_into(&output, format, fields);
    if (output.len >= size)
        return 0;
    text[output.len] = '\0';
    return output.len;
}

#define ASCTIME_ROOM 64

static void fill_asctime(const struct tm *fields, char *text)
{
    const char *day = fields->tm_wday >= 0 && fields->tm_wday < 7 ? days[fields->tm_wday] : "???";
    const char *month = fields->tm_mon >= 0 && fields->tm_mon < 12 ? months[fields->tm_mon] : "???";

    snprintf(text, ASCTIME_ROOM, "%.3s %.3s%3d %.2d:%.2d:%.2d %ld\n", day, month, fields->tm_mday, fields->tm_hour,
             fields->tm_min, fields->tm_sec, fields->tm_year + 1900L);
}

/* The caller's array has 26 bytes (asctime_r(3)). */
char *asctime_r(const struct tm *fields, char *text)
{
    char room[ASCTIME_ROOM];

    fill_asctime(fields, room);
    if (strlen(room) >= 26) {
        errno = EOVERFLOW;
        return NULL;
    }
    return strcpy(text, room);
}

char *asctime(const struct tm *fields)
{
    static char text[ASCTIME_ROOM];

    fill_asctime(fields, text);
    return text;
}

char *ctime(const time_t *seconds)
{
    struct tm *fields = localtime(seconds);

    return fields ? asctime(fields) : NULL;
}

char *ctime_r(const time_t *seconds, char *text)
{
    struct tm fields;

    return localtime_r(seconds, &fields) ? asctime_r(&fields, text) : NULL;
}
