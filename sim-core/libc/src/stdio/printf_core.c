/* The heart of the printf family: text, specifications, and their arguments, in order or by number. */
#include <bits/printf_spec.h>
#include <errno.h>
#include <limits.h>
#include <string.h>

#define MAX_ARGS 64 /* arguments that may be named by number, %n$ */

struct arguments {
    va_list list;
    int is_numbered;
    union printf_arg values[MAX_ARGS];
};

enum arg_kind { ARG_INT, ARG_LONG, ARG_DOUBLE, ARG_LONG_DOUBLE, ARG_POINTER };

static enum arg_kind kind_of(const struct spec *spec)
{
    if (__spec_takes_double(spec))
        return spec->length == LENGTH_LONG_DOUBLE ? ARG_LONG_DOUBLE : ARG_DOUBLE;
    switch (spec->conversion) {
    case 's':
    case 'S':
    case 'p':
    case 'n':
        return ARG_POINTER;
    case 'c':
    case 'C':
        return ARG_INT;
    default:
        return spec->length >= LENGTH_L ? ARG_LONG : ARG_INT;
    }
}

static union printf_arg next_arg(struct arguments *args, enum arg_kind kind)
{
    union printf_arg arg = { 0 };

    switch (kind) {
    case ARG_INT:
        arg.i = va_arg(args->list, int);
        break;
    case ARG_LONG:
        arg.i = va_arg(args->list, long);
        break;
    case ARG_DOUBLE:
        arg.d = va_arg(args->list, double);
        break;
    case ARG_LONG_DOUBLE:
        arg.d = (double)va_arg(args->list, long double);
        break;
    case ARG_POINTER:
        arg.p = va_arg(args->list, void *);
        break;
    }
    return arg;
}

static void note_kind(unsigned char *kinds, int *count, int number, enum arg_kind kind)
{
    if (number < 1 || number > MAX_ARGS)
        return;
    kinds[number - 1] = (unsigned char)kind;
    if (number > *count)
        *count = number;
}

/* Arguments by number: a first pass learns their kinds, then all are fetched in order. */
static void fetch_numbered(struct arguments *args, const char *format)
{
    unsigned char kinds[MAX_ARGS] = { 0 };
    struct spec spec;
    int count = 0;

    while ((format = strchr(format, '%'))) {
        format = __spec_parse(format + 1, &spec);
        note_kind(kinds, &count, spec.width_arg, ARG_INT);
        note_kind(kinds, &count, spec.precision_arg, ARG_INT);
        if (spec.conversion != '%' && spec.conversion != 'm')
            note_kind(kinds, &count, spec.value_arg, kind_of(&spec));
    }
    for (int i = 0; i < count; i++)
        args->values[i] = next_arg(args, (enum arg_kind)kinds[i]);
    args->is_numbered = 1;
}

static union printf_arg fetch(struct arguments *args, int number, enum arg_kind kind)
{
    union printf_arg none = { 0 };

    if (number < 0)
        return next_arg(args, kind);
    return number >= 1 && number <= MAX_ARGS ? args->values[number - 1] : none;
}

/* Puts in width and precision that are given as arguments. A negative width means left, a negative precision none. */
static int fill_in(struct spec *spec, struct arguments *args)
{
    if (spec->width_arg) {
        long width = fetch(args, spec->width_arg, ARG_INT).i;

        if (width < 0) {
            spec->flags |= SPEC_LEFT;
            width = -width;
        }
        spec->width = width > INT_MAX ? -2 : (int)width;
    }
    if (spec->precision_arg) {
        long precision = fetch(args, spec->precision_arg, ARG_INT).i;

        spec->precision = precision < 0 ? -1 : (int)precision;
    }
    if (spec->width == -2 || spec->precision == -2 || spec->width == INT_MAX) {
        errno = EOVERFLOW;
        return -1;
    }
    return 0;
}

/* Cuts an integer argument to the length of the specification. */
static long convert(const struct spec *spec, long value)
{
    int is_signed = spec->conversion == 'd' || spec->conversion == 'i';

    switch (spec->length) {
    case LENGTH_HH:
        return is_signed ? (signed char)value : (unsigned char)value;
    case LENGTH_H:
        return is_signed ? (short)value : (unsigned short)value;
    case LENGTH_NONE:
        return is_signed ? (int)value : (long)(unsigned int)value;
    default:
        return value;
    }
}

static void store_count(const struct spec *spec, void *to, size_t count)
{
    switch (spec->length) {
    case LENGTH_HH:
        *(signed char *)to = (signed char)count;
        break;
    case LENGTH_H:
        *(short *)to = (short)count;
        break;
    case LENGTH_NONE:
        *(int *)to = (int)count;
        break;
    default:
        *(long *)to = (long)count;
        break;
    }
}

static void print_pointer(struct sink *sink, struct spec *spec, void *pointer)
{
    if (pointer) {
        __print_integer(sink, spec, (long)pointer);
        return;
    }
    spec->precision = -1;
    __print_text(sink, spec, "(nil)");
}

static void print_character(struct sink *sink, const struct spec *spec, long value)
{
    char c = (char)value;
    int wide[2] = { (int)value, 0 };

    if (spec->conversion == 'C' || (spec->length == LENGTH_L && value != 0)) {
        __print_wide(sink, spec, wide);
        return;
    }
    __print_text(sink, spec, &c);
}

static void print_string(struct sink *sink, const struct spec *spec, void *text)
{
    if (text && (spec->conversion == 'S' || spec->length == LENGTH_L))
        __print_wide(sink, spec, text);
    else
        __print_text(sink, spec, text);
}

static void print_one(struct sink *sink, struct spec *spec, struct arguments *args, int error)
{
    union printf_arg arg = { 0 };

    if (spec->conversion != '\0' && strchr("diuoxXbBaAeEfFgGcCsSpn", spec->conversion))
        arg = fetch(args, spec->value_arg, kind_of(spec));
    if (__spec_takes_double(spec)) {
        __print_double(sink, spec, arg.d);
        return;
    }
    switch (spec->conversion) {
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X':
    case 'b':
    case 'B':
        __print_integer(sink, spec, convert(spec, arg.i));
        break;
    case 'c':
    case 'C':
        print_character(sink, spec, arg.i);
        break;
    case 's':
    case 'S':
        print_string(sink, spec, arg.p);
        break;
    case 'p':
        print_pointer(sink, spec, arg.p);
        break;
    case 'n':
        store_count(spec, arg.p, sink->total);
        break;
    case 'm':
        __print_text(sink, spec, strerror(error));
        break;
    case '%':
        __sink_write(sink, "%", 1);
        break;
    default:
        __print_unknown(sink, spec);
        break;
    }
}

static int print_all(struct sink *sink, const char *format, struct arguments *args, int error)
{
    const char *whole = format;
    struct spec spec;

    for (;;) {
        const char *percent = strchr(format, '%');
        size_t len = percent ? (size_t)(percent - format) : strlen(format);

        __sink_write(sink, format, len);
        if (!percent)
            break;
        format = __spec_parse(percent + 1, &spec);
        if (spec.conversion == '\0') {
            errno = EINVAL;
            return -1;
        }
        if (!args->is_numbered && (spec.value_arg > 0 || spec.width_arg > 0 || spec.precision_arg > 0))
            fetch_numbered(args, whole);
        if (fill_in(&spec, args) < 0)
            return -1;
        print_one(sink, &spec, args, error);
        if (sink->total > INT_MAX) {
            errno = EOVERFLOW;
            return -1;
        }
        if (sink->failed)
            return -1;
    }
    return sink->failed ? -1 : (int)sink->total;
}

/* Prints into the sink. Returns the number of bytes asked for, or -1. */
int __printf_core(struct sink *sink, const char *format, va_list args)
{
    struct arguments arguments;
    int error = errno;
    int result;

    arguments.is_numbered = 0;
    va_copy(arguments.list, args);
    result = print_all(sink, format, &arguments, error);
    va_end(arguments.list);
    return result;
}
