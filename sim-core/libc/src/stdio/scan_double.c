/* Reading floating numbers: the text is gathered by the grammar of strtod, then strtod reads it. */
#include <bits/scan.h>
#include <ctype.h>
#include <stdlib.h>

/* Longer numbers lose digits that no double can tell apart. */
#define ROOM 1200

struct gathering {
    struct scan *scan;
    int width;
    int c;
    int len;
    char text[ROOM];
};

/* Keeps the current byte and reads the next. */
static void keep(struct gathering *gathering)
{
    if (gathering->len < ROOM - 1)
        gathering->text[gathering->len++] = (char)gathering->c;
    gathering->c = gathering->width-- > 0 ? __scan_get(gathering->scan) : EOF;
}

static int keep_word(struct gathering *gathering, const char *word)
{
    for (; *word != '\0'; word++) {
        if (gathering->c == EOF || tolower(gathering->c) != *word)
            return 0;
        keep(gathering);
    }
    return 1;
}

static int keep_digits(struct gathering *gathering, int is_hex)
{
    int count = 0;

    for (; gathering->c != EOF && (is_hex ? isxdigit(gathering->c) : isdigit(gathering->c)); count++)
        keep(gathering);
    return count;
}

static int keep_infinity(struct gathering *gathering)
{
    if (!keep_word(gathering, "inf"))
        return 0;
    return tolower(gathering->c) == 'i' ? keep_word(gathering, "inity") : 1;
}

/* Gathers a number. Returns whether there is one. */
static int gather(struct gathering *gathering)
{
    int is_hex = 0;
    int count = 0;

    if (gathering->c == '-' || gathering->c == '+')
        keep(gathering);
    if (tolower(gathering->c) == 'n')
        return keep_word(gathering, "nan");
    if (tolower(gathering->c) == 'i')
        return keep_infinity(gathering);
    if (gathering->c == '0') {
        keep(gathering);
        count = 1;
        if (tolower(gathering->c) == 'x') {
            keep(gathering);
            is_hex = 1;
            count = 0;
        }
    }
    count += keep_digits(gathering, is_hex);
    if (gathering->c == '.') {
        keep(gathering);
        count += keep_digits(gathering, is_hex);
    }
    if (count > 0 && gathering->c != EOF && tolower(gathering->c) == (is_hex ? 'p' : 'e')) {
        keep(gathering);
        if (gathering->c == '-' || gathering->c == '+')
            keep(gathering);
        keep_digits(gathering, 0);
    }
    return count > 0;
}

enum scan_result __scan_double(struct scan *scan, const struct scan_spec *spec, void *to)
{
    struct gathering gathering = { .scan = scan, .width = spec->width - 1, .c = __scan_get(scan) };
    int is_number;
    double value;

    if (gathering.c == EOF)
        return SCAN_NO_INPUT;
    is_number = gather(&gathering);
    __scan_unget(scan, gathering.c);
    if (!is_number)
        return SCAN_MISMATCH;
    gathering.text[gathering.len] = '\0';
    value = strtod(gathering.text, NULL);
    if (to && spec->size == 16)
        *(long double *)to = value;
    else if (to && spec->size == 8)
        *(double *)to = value;
    else if (to)
        *(float *)to = (float)value;
    return SCAN_DONE;
}
