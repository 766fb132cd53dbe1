/* The input of the scanf family: a stream and how far it was read (fscanf(3), C11 7.21.6.2). */
#ifndef _BITS_SCAN_H
#define _BITS_SCAN_H

#include <bits/stdio_file.h>

#define SCAN_NO_WIDTH 0x7fffffff

enum scan_result { SCAN_DONE, SCAN_MISMATCH, SCAN_NO_INPUT };

struct scan {
    FILE *stream;
    long count; /* bytes read so far */
};

/* A conversion specification of scanf, taken apart. */
struct scan_spec {
    int is_suppressed; /* * */
    int is_allocated;  /* m */
    int width;         /* SCAN_NO_WIDTH: none */
    int size;          /* bytes of the integer; for floating numbers 4, 8 or 16 */
    char conversion;
    const char *set;   /* the text of a [set], behind the bracket */
};

int __scan_get(struct scan *scan);
void __scan_unget(struct scan *scan, int c);
void __scan_skip_space(struct scan *scan);
const char *__scan_spec_parse(const char *format, struct scan_spec *spec);
int __scan_set_has(const char *set, int c);
enum scan_result __scan_integer(struct scan *scan, const struct scan_spec *spec, void *to);
enum scan_result __scan_double(struct scan *scan, const struct scan_spec *spec, void *to);
enum scan_result __scan_text(struct scan *scan, const struct scan_spec *spec, void *to);

#endif
