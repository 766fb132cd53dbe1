/* Regular expressions by trying: each piece of the pattern is matched, and then what follows it. */
#include "expression.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* What is left to match behind a piece. */
struct rest {
    const char *from;
    const char *to;
    const struct rest *next;
};

static const struct expression *current;
static const char *line_start, *best;

static void match(const char *from, const char *to, const struct rest *rest, const char *at);

void compile_expression(struct expression *expression, const char *pattern, enum syntax syntax, int folds)
{
    expression->pattern = pattern;
    expression->syntax = syntax;
    expression->folds = folds;
}

static int folded(int c)
{
    return current->folds ? tolower((unsigned char)c) : (unsigned char)c;
}

/* Whether an operator stands here: with a backslash in basic expressions, without in extended ones. */
static int is_operator(const char *at, const char *to, char operator)
{
    if (current->syntax == EXTENDED)
        return at < to && *at == operator;
    return at + 1 < to && *at == '\\' && at[1] == operator;
}

static int operator_length(void)
{
    return current->syntax == EXTENDED ? 1 : 2;
}

static const char *skip_brackets(const char *at, const char *to)
{
    const char *start = at + 1 + (at[1] == '^');

    for (at = start; at < to && (*at != ']' || at == start); at++)
        if (*at == '[' && at[1] == ':')
            while (at + 1 < to && !(*at == ':' && at[1] == ']' && at[-1] != '['))
                at++;
    return at + 1;
}

/* The end of the piece at `at`: a group, a set, an escape, a character. */
static const char *skip_piece(const char *at, const char *to)
{
    int depth = 0;

    if (is_operator(at, to, '(')) {
        do {
            depth += is_operator(at, to, '(') - is_operator(at, to, ')');
            at += is_operator(at, to, '(') || is_operator(at, to, ')') ? operator_length() : *at == '\\' ? 2 : 1;
        } while (depth > 0 && at < to);
        return at;
    }
    if (*at == '[')
        return skip_brackets(at, to);
    return at + (*at == '\\' && at + 1 < to ? 2 : 1);
}

static int in_class(const char *name, int c)
{
    static const struct {
        const char *name;
        int (*has)(int c);
    } classes[] = { { "alpha:", isalpha }, { "digit:", isdigit }, { "alnum:", isalnum }, { "space:", isspace },
                    { "upper:", isupper }, { "lower:", islower }, { "punct:", ispunct }, { "blank:", isblank } };

    for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++)
        if (!strncmp(name, classes[i].name, 6))
            return classes[i].has((unsigned char)c) != 0;
    return 0;
}

static int in_brackets(const char *from, const char *to, int c)
{
    int is_negated = from[1] == '^', is_in = 0;
    const char *start = from + 1 + is_negated;

    for (const char *at = start; at < to - 1; at++) {
        if (*at == '[' && at[1] == ':') {
            is_in |= in_class(at + 2, c);
            at += 8;
        } else if (at + 2 < to - 1 && at[1] == '-') {
            is_in |= folded(c) >= folded(*at) && folded(c) <= folded(at[2]);
            at += 2;
        } else {
            is_in |= folded(*at) == folded(c);
        }
    }
    return is_in != is_negated;
}

static int is_word(int c)
{
    return isalnum((unsigned char)c) || c == '_';
}

static int matches_one(const char *from, const char *to, int c)
{
    if (!c)
        return 0;
    if (*from == '.')
        return 1;
    if (*from == '[')
        return in_brackets(from, to, c);
    if (*from == '\\' && to - from == 2)
        return from[1] == 'w' ? is_word(c) : from[1] == 'W' ? !is_word(c) : from[1] == 's' ? isspace(c) : folded(from[1]) == folded(c);
    return folded(*from) == folded(c);
}

/* How often a piece may stand: the operator behind it, and its length. */
static int repetition(const char *at, const char *to, int *least, int *most)
{
    *least = *most = 1;
    if (at < to && *at == '*') {
        *least = 0;
        *most = 1 << 20;
        return 1;
    }
    if (is_operator(at, to, '+') || is_operator(at, to, '?')) {
        int is_plus = at[operator_length() - 1] == '+';

        *least = is_plus;
        *most = is_plus ? 1 << 20 : 1;
        return operator_length();
    }
    if (is_operator(at, to, '{')) {
        char *rest;
        const char *start = at;

        *least = *most = (int)strtol(at + operator_length(), &rest, 10);
        if (*rest == ',')
            *most = isdigit((unsigned char)rest[1]) ? (int)strtol(rest + 1, &rest, 10) : (rest++, 1 << 20);
        return (int)(rest - start) + operator_length();
    }
    return 0;
}

static void match_rest(const struct rest *rest, const char *at)
{
    if (rest)
        match(rest->from, rest->to, rest->next, at);
    else if (!best || at > best)
        best = at;
}

/* The end of the alternative that begins at `at`. */
static const char *skip_alternative(const char *at, const char *to)
{
    while (at < to && !is_operator(at, to, '|'))
        at = skip_piece(at, to);
    return at < to ? at : to;
}

static void match_group(const char *from, const char *to, const struct rest *rest, const char *at)
{
    for (;;) {
        const char *end = skip_alternative(from, to);

        match(from, end, rest, at);
        if (end >= to)
            return;
        from = end + operator_length();
    }
}

/* A group, again and again. */
static void match_groups(const char *from, const char *to, int least, int most, const struct rest *rest, const char *at)
{
    const char *inside = from + operator_length(), *end = to - operator_length();

    if (least <= 0)
        match_rest(rest, at);
    for (int times = 1; times <= most && times <= 32; times++) {
        struct rest chain[32];
        const struct rest *next = rest;

        for (int i = 0; i < times - 1; i++) {
            chain[i].from = from;
            chain[i].to = to;
            chain[i].next = next;
            next = &chain[i];
        }
        if (times >= least)
            match_group(inside, end, next, at);
    }
}

static void match_repeated(const char *from, const char *to, int least, int most, const struct rest *rest, const char *at)
{
    int times = 0;

    while (times < most && matches_one(from, to, (unsigned char)at[times]))
        times++;
    for (; times >= least; times--)
        match_rest(rest, at + times);
}

/* Matches a sequence of pieces, and then the rest. */
static void match(const char *from, const char *to, const struct rest *rest, const char *at)
{
    const char *end;
    int least, most, len;
    struct rest following;

    if (from >= to) {
        match_rest(rest, at);
        return;
    }
    if (*from == '^' && (from == current->pattern || current->syntax == EXTENDED)) {
        if (at == line_start)
            match(from + 1, to, rest, at);
        return;
    }
    if (*from == '$' && from + 1 == to) {
        if (*at == '\0')
            match(from + 1, to, rest, at);
        return;
    }
    if (*from == '\\' && from + 1 < to && (from[1] == 'b' || from[1] == '<' || from[1] == '>')) {
        int before = at > line_start && is_word(at[-1]), behind = is_word(*at);

        if (from[1] == 'b' ? before != behind : from[1] == '<' ? !before && behind : before && !behind)
            match(from + 2, to, rest, at);
        return;
    }
    end = skip_piece(from, to);
    len = repetition(end, to, &least, &most);
    following.from = end + len;
    following.to = to;
    following.next = rest;
    if (is_operator(from, to, '('))
        match_groups(from, end, least, most, &following, at);
    else
        match_repeated(from, end, least, most, &following, at);
}

static const char *match_text(const char *text, const char *at)
{
    for (; *text; text++, at++)
        if (folded(*text) != folded(*at))
            return NULL;
    return at;
}

const char *match_at(const struct expression *expression, const char *line, const char *at)
{
    const char *pattern = expression->pattern;

    current = expression;
    line_start = line;
    best = NULL;
    if (expression->syntax == FIXED)
        return match_text(pattern, at);
    match_group(pattern, pattern + strlen(pattern), NULL, at);
    return best;
}
