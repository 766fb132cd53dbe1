/* A conversion specification of printf, taken apart (fprintf(3), C11 7.21.6.1). */
#ifndef _BITS_PRINTF_SPEC_H
#define _BITS_PRINTF_SPEC_H

#include <bits/printf_sink.h>

#define SPEC_LEFT  0x01
#define SPEC_PLUS  0x02
#define SPEC_SPACE 0x04
#define SPEC_ALT   0x08
#define SPEC_ZERO  0x10
#define SPEC_GROUP 0x20
#define SPEC_I18N  0x40

enum spec_length {
    LENGTH_NONE,
    LENGTH_HH,
    LENGTH_H,
    LENGTH_L, /* l, ll, q, j, z, t: all 64 bits wide here */
    LENGTH_LONG_DOUBLE,
};

struct spec {
    int flags;
    int width;
    int precision;       /* -1: none */
    int width_arg;       /* number of the argument that holds the width: 0 none, -1 the next one */
    int precision_arg;   /* the same for the precision */
    int value_arg;       /* the same for the value: -1 the next one */
    enum spec_length length;
    char conversion;
};

union printf_arg {
    long i;
    double d;
    void *p;
};

const char *__spec_parse(const char *format, struct spec *spec);
int __spec_takes_double(const struct spec *spec);
void __print_integer(struct sink *sink, const struct spec *spec, long value);
void __print_double(struct sink *sink, const struct spec *spec, double value);
void __print_text(struct sink *sink, const struct spec *spec, const char *text);
void __print_wide(struct sink *sink, const struct spec *spec, const int *text);
void __print_number(struct sink *sink, const struct spec *spec, const char *prefix, const char *digits, int len);
void __print_unknown(struct sink *sink, const struct spec *spec);

#endif
