/* Words to fields (XCU 2.6): quotes, and what `$` and backquotes stand for. */
#include "sh.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

void add_char(struct text *out, char c, enum mark mark)
{
    if (out->len + 1 >= out->room) {
        out->room = out->room * 2 + 32;
        out->bytes = realloc(out->bytes, out->room);
        out->marks = realloc(out->marks, out->room);
    }
    out->bytes[out->len] = c;
    out->marks[out->len++] = (char)mark;
    out->bytes[out->len] = '\0';
}

void add_string(struct text *out, const char *value, int is_quoted)
{
    while (*value)
        add_char(out, *value++, is_quoted ? QUOTED : SPLIT);
}

/* The value of `$(…)` and of backquotes. */
static void add_output(struct text *out, const char *command, int is_quoted)
{
    char *output = output_of(command);

    add_string(out, output, is_quoted);
    free(output);
}

static const char *expand_backquotes(struct text *out, const char *at, int is_quoted)
{
    const char *end = skip_backquotes(at);
    char *command = allocate((size_t)(end - at) + 1), *to = command;

    for (; at < end - 1; at++) {
        if (*at == '\\' && strchr("$`\\", at[1]) && at[1])
            at++;
        *to++ = *at;
    }
    *to = '\0';
    add_output(out, command, is_quoted);
    free(command);
    return end;
}

static const char *expand_double(struct text *out, const char *at)
{
    add_char(out, ' ', EMPTY);
    while (*at && *at != '"') {
        if (*at == '\\' && at[1] && strchr("$`\"\\", at[1])) {
            add_char(out, at[1], QUOTED);
            at += 2;
        } else if (*at == '\\' && at[1] == '\n') {
            at += 2;
        } else if (*at == '$') {
            at = expand_dollar(out, at + 1, 1);
        } else if (*at == '`') {
            at = expand_backquotes(out, at + 1, 1);
        } else {
            add_char(out, *at++, QUOTED);
        }
    }
    return *at ? at + 1 : at;
}

static const char *expand_single(struct text *out, const char *at)
{
    add_char(out, ' ', EMPTY);
    while (*at && *at != '\'')
        add_char(out, *at++, QUOTED);
    return *at ? at + 1 : at;
}

static const char *expand_tilde(struct text *out, const char *at)
{
    const char *home = variable("HOME");

    if ((at[1] == '\0' || at[1] == '/') && home) {
        add_string(out, home, 1);
        return at + 1;
    }
    add_char(out, *at, PLAIN);
    return at + 1;
}

void expand_into(struct text *out, const char *word, int is_quoted)
{
    const char *at = word;

    while (*at) {
        if (*at == '$') {
            at = expand_dollar(out, at + 1, is_quoted);
        } else if (*at == '`') {
            at = expand_backquotes(out, at + 1, is_quoted);
        } else if (*at == '\\' && at[1] && (!is_quoted || strchr("$`\\", at[1]))) {
            add_char(out, at[1], QUOTED);
            at += 2;
        } else if (is_quoted) {
            add_char(out, *at++, QUOTED);
        } else if (*at == '\'') {
            at = expand_single(out, at + 1);
        } else if (*at == '"') {
            at = expand_double(out, at + 1);
        } else if (*at == '~' && at == word) {
            at = expand_tilde(out, at);
        } else {
            add_char(out, *at++, PLAIN);
        }
    }
}

static void release(struct text *text)
{
    free(text->bytes);
    free(text->marks);
}

void expand_words(const struct word *words, struct strings *out)
{
    for (; words; words = words->next) {
        struct text text = { NULL, NULL, 0, 0 };

        expand_into(&text, words->text, 0);
        add_fields(&text, out);
        release(&text);
    }
}

static char *expand_to(const char *word, int is_quoted, char *(*finish)(const struct text *))
{
    struct text text = { NULL, NULL, 0, 0 };
    char *result;

    expand_into(&text, word, is_quoted);
    result = finish(&text);
    release(&text);
    return result;
}

char *expand_one(const char *word)
{
    return expand_to(word, 0, plain_text);
}

char *expand_pattern(const char *word)
{
    return expand_to(word, 0, pattern_text);
}

char *expand_here(const char *text)
{
    return expand_to(text, 1, plain_text);
}
