/* printf(1), and the escapes of echo. */
#include "escapes.h"
#include "tool.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int is_octal(char c)
{
    return c >= '0' && c <= '7';
}

/* Prints `\ooo`; `at` stands at its first digit. Returns what follows. */
static const char *print_octal(const char *at, int most)
{
    int value = 0;

    for (int i = 0; i < most && is_octal(*at); i++)
        value = value * 8 + (*at++ - '0');
    putchar(value);
    return at;
}

/* Prints the escape behind a backslash; returns what follows, or NULL for `\c`. */
static const char *print_escape(const char *at, enum escapes escapes)
{
    static const char from[] = "abfnrtv\\\"'", to[] = "\a\b\f\n\r\t\v\\\"'";
    const char *known = *at ? strchr(escapes == ESCAPES_OF_ECHO ? "abfnrtv\\" : from, *at) : NULL;

    if (*at == 'c')
        return NULL;
    if (*at == '0' && escapes == ESCAPES_OF_ECHO)
        return print_octal(at + 1, 3);
    if (is_octal(*at) && escapes == ESCAPES_OF_FORMAT)
        return print_octal(at, 3);
    if (!known) {
        putchar('\\');
        return at;
    }
    putchar(to[strchr(from, *at) - from]);
    return at + 1;
}

int print_escaped(const char *text, enum escapes escapes)
{
    while (text && *text) {
        if (*text == '\\')
            text = print_escape(text + 1, escapes);
        else
            putchar(*text++);
    }
    return text ? 0 : -1;
}

static int failed;

/* The next argument as a number; a quote before a character means its code. */
static long long number_of(const char *text)
{
    char *end;
    long long value;

    if (*text == '\'' || *text == '"')
        return (unsigned char)text[1];
    value = strtoll(text, &end, 0);
    if (*end || (!*text && text)) {
        if (*text) {
            warn_about(end == text ? "'%s': expected a numeric value" : "'%s': value not completely converted", text);
            failed = 1;
        }
    }
    return value;
}

/* Prints one conversion with its argument; `format` holds the conversion alone, with room for two letters. */
static void print_conversion(char *format, size_t len, const char *argument)
{
    char letter = format[len - 1];

    if (strchr("diouxX", letter)) {
        strcpy(format + len - 1, "ll");
        format[len + 1] = letter;
        format[len + 2] = '\0';
        printf(format, number_of(argument));
    } else if (strchr("eEfFgG", letter)) {
        printf(format, strtod(argument, NULL));
    } else if (letter == 'c') {
        printf(format, *argument);
    } else if (letter == 'b') {
        print_escaped(argument, ESCAPES_OF_ECHO);
    } else {
        printf(format, argument);
    }
}

/* Goes through the format once; returns how many arguments it took. */
static int print_once(const char *format, int count, char **arguments)
{
    int taken = 0;

    while (*format) {
        char conversion[64];
        size_t len;

        if (*format == '\\') {
            format = print_escape(format + 1, ESCAPES_OF_FORMAT);
            if (!format)
                return -1;
            continue;
        }
        if (*format != '%' || format[1] == '%') {
            putchar(*format);
            format += *format == '%' ? 2 : 1;
            continue;
        }
        len = 1 + strspn(format + 1, "-+ #0123456789.");
        if (!format[len] || len > sizeof(conversion) - 4)
            return -1;
        memcpy(conversion, format, ++len);
        conversion[len] = '\0';
        format += len;
        print_conversion(conversion, len, taken < count ? arguments[taken] : "");
        taken++;
    }
    return taken;
}

int print_formatted(int count, char **arguments)
{
    const char *format = arguments[0];

    failed = 0;
    count--;
    arguments++;
    for (;;) {
        int taken = print_once(format, count, arguments);

        if (taken <= 0 || taken >= count)
            return failed;
        count -= taken;
        arguments += taken;
    }
}
