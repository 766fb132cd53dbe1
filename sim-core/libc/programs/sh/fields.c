/* Expanded characters to fields (XCU 2.6.5, 2.6.6). A PLAIN character stood in the word, unquoted; a QUOTED one stays as it
 * is; a SPLIT one comes from an expansion outside of quotes, and may end a field; BREAK always ends one ("$@"); EMPTY is no
 * character, but makes a field of nothing (""). */
#include "sh.h"

#include <glob.h>
#include <stdlib.h>
#include <string.h>

void add_to(struct strings *strings, char *item)
{
    if (strings->count + 1 >= strings->room) {
        strings->room = strings->room * 2 + 8;
        strings->items = realloc(strings->items, strings->room * sizeof(char *));
    }
    strings->items[strings->count++] = item;
    strings->items[strings->count] = NULL;
}

/* A part of a text; with `escapes`, quoted characters that mean something in patterns get a backslash. */
static char *part(const struct text *text, size_t from, size_t to, int escapes)
{
    char *result = allocate(2 * (to - from) + 1), *end = result;

    for (size_t i = from; i < to; i++) {
        if (text->marks[i] == EMPTY)
            continue;
        if (text->marks[i] == BREAK) {
            *end++ = ' ';
            continue;
        }
        if (escapes && text->marks[i] == QUOTED && strchr("*?[]\\!-", text->bytes[i]))
            *end++ = '\\';
        *end++ = text->bytes[i];
    }
    *end = '\0';
    return result;
}

char *plain_text(const struct text *text)
{
    return part(text, 0, text->len, 0);
}

char *pattern_text(const struct text *text)
{
    return part(text, 0, text->len, 1);
}

static int has_pattern(const struct text *text, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (text->marks[i] != QUOTED && text->marks[i] != EMPTY && strchr("*?[", text->bytes[i]))
            return 1;
    return 0;
}

/* A field, or the names of the files that it matches. */
static void add_field(const struct text *text, size_t from, size_t to, struct strings *out)
{
    if (has_pattern(text, from, to)) {
        char *pattern = part(text, from, to, 1);
        glob_t found;
        int failed = glob(pattern, 0, NULL, &found);

        free(pattern);
        if (!failed) {
            for (size_t i = 0; i < found.gl_pathc; i++)
                add_to(out, found.gl_pathv[i]);
            return;
        }
    }
    add_to(out, part(text, from, to, 0));
}

static int is_separator(const struct text *text, size_t at, const char *separators)
{
    return text->marks[at] == SPLIT && strchr(separators, text->bytes[at]);
}

static int is_blank_separator(const struct text *text, size_t at, const char *separators)
{
    return is_separator(text, at, separators) && strchr(" \t\n", text->bytes[at]);
}

/* Skips what separates two fields: blanks, and at most one other separator among them. */
static size_t skip_separators(const struct text *text, size_t at, const char *separators)
{
    while (at < text->len && is_blank_separator(text, at, separators))
        at++;
    if (at < text->len && is_separator(text, at, separators)) {
        at++;
        while (at < text->len && is_blank_separator(text, at, separators))
            at++;
    }
    return at;
}

void add_fields(const struct text *text, struct strings *out)
{
    const char *separators = variable("IFS");
    size_t start = 0, at;

    if (!separators)
        separators = " \t\n";
    while (start < text->len && is_blank_separator(text, start, separators))
        start++;
    at = start;
    while (at < text->len) {
        if (text->marks[at] == BREAK) {
            add_field(text, start, at, out);
            start = ++at;
            if (start == text->len)
                add_field(text, start, start, out);
        } else if (is_separator(text, at, separators)) {
            add_field(text, start, at, out);
            start = at = skip_separators(text, at, separators);
        } else {
            at++;
        }
    }
    if (start < text->len)
        add_field(text, start, text->len, out);
}
