/* Reading characters, words and sets: %c, %s, %[. With m the room comes from malloc. */
#include <bits/scan.h>
#include <ctype.h>
#include <stdlib.h>

#define FIRST_ROOM 100

/* Where the bytes go: the caller's array, a growing one of our own, or nowhere. */
struct target {
    char *text;
    size_t len;
    size_t room;
    int is_grown;
};

static int put(struct target *target, int c)
{
    if (target->is_grown && target->len + 1 >= target->room) {
        char *larger = realloc(target->text, target->room > 0 ? target->room * 2 : FIRST_ROOM);

        if (!larger)
            return 0;
        target->text = larger;
        target->room = target->room > 0 ? target->room * 2 : FIRST_ROOM;
    }
    if (target->text)
        target->text[target->len] = (char)c;
    target->len++;
    return 1;
}

static int belongs(const struct scan_spec *spec, int c)
{
    switch (spec->conversion) {
    case 'c':
        return 1;
    case 's':
        return !isspace(c);
    default:
        return __scan_set_has(spec->set, c);
    }
}

enum scan_result __scan_text(struct scan *scan, const struct scan_spec *spec, void *to)
{
    struct target target = { .text = spec->is_allocated ? NULL : to, .is_grown = to && spec->is_allocated };
    int width = spec->conversion == 'c' && spec->width == SCAN_NO_WIDTH ? 1 : spec->width;
    int c = EOF;

    while (width-- > 0 && (c = __scan_get(scan)) != EOF) {
        if (!belongs(spec, c)) {
            __scan_unget(scan, c);
            break;
        }
        if (!put(&target, c))
            return SCAN_NO_INPUT;
    }
    if (target.len == 0)
        return c == EOF ? SCAN_NO_INPUT : SCAN_MISMATCH;
    if (target.text && spec->conversion != 'c')
        target.text[target.len] = '\0';
    if (target.is_grown)
        *(char **)to = target.text;
    return SCAN_DONE;
}
