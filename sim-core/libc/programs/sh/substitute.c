/* What stands behind a `$` (XCU 2.5, 2.6.2 to 2.6.4). */
#include "sh.h"

#include <ctype.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *skip_backquotes(const char *at)
{
    for (; *at && *at != '`'; at++)
        if (*at == '\\' && at[1])
            at++;
    return *at ? at + 1 : at;
}

static const char *skip_quoted(const char *at, char quote)
{
    for (at++; *at && *at != quote; at++)
        if (*at == '\\' && quote == '"' && at[1])
            at++;
    return *at ? at + 1 : at;
}

/* From behind an opening character to behind the closing one. */
const char *skip_group(const char *at, char open, char close)
{
    int depth = 1;

    while (*at && depth > 0) {
        if (*at == '\\' && at[1])
            at += 2;
        else if (*at == '\'' || *at == '"')
            at = skip_quoted(at, *at);
        else if (*at == '`')
            at = skip_backquotes(at + 1);
        else
            depth += (*at == open) - (*at == close), at++;
    }
    return at;
}

static char *copy(const char *from, const char *to)
{
    return strndup(from, (size_t)(to - from));
}

static const char *number(long value)
{
    static char digits[24];

    sprintf(digits, "%ld", value);
    return digits;
}

/* The value of a parameter by its name; NULL if it is not set. */
static const char *value_of(const char *name)
{
    if (isdigit((unsigned char)*name)) {
        int n = atoi(name);

        return n == 0 ? shell_name : n <= parameter_count ? parameters[n - 1] : NULL;
    }
    switch (*name) {
    case '#':
        return number(parameter_count);
    case '?':
        return number(last_status);
    case '$':
        return number(shell_pid);
    case '!':
        return last_child ? number(last_child) : NULL;
    case '-':
        return stops_on_failure ? "e" : "";
    default:
        return variable(name);
    }
}

/* "$@" is as many fields as there are parameters; "$*" one, joined by the first separator. */
static void add_parameters(struct text *out, char which, int is_quoted)
{
    const char *separators = variable("IFS");
    char joint = separators ? *separators : ' ';

    for (int i = 0; i < parameter_count; i++) {
        if (i > 0 && is_quoted && which == '*') {
            if (joint)
                add_char(out, joint, QUOTED);
        } else if (i > 0) {
            add_char(out, ' ', BREAK);
        }
        add_string(out, parameters[i], is_quoted);
    }
    if (parameter_count == 0 && is_quoted && which == '@' && out->len > 0 && out->marks[out->len - 1] == EMPTY)
        out->len--;
}

/* `${name#pattern}` and its like: the value without what a pattern matches at one end. */
static char *trimmed(const char *value, const char *pattern, char end, int is_longest)
{
    size_t len = strlen(value);
    char *part = strdup(value);

    for (size_t i = 0; i <= len; i++) {
        size_t size = is_longest ? len - i : i;

        strcpy(part, value);
        if (end == '#')
            part[size] = '\0';
        if (fnmatch(pattern, end == '#' ? part : part + len - size, 0) == 0) {
            strcpy(part, end == '#' ? value + size : value);
            part[len - size] = '\0';
            return part;
        }
    }
    strcpy(part, value);
    return part;
}

static void add_trimmed(struct text *out, const char *value, const char *word, int is_quoted)
{
    char end = *word++;
    int is_longest = *word == end;
    char *pattern = expand_pattern(word + is_longest);
    char *result = trimmed(value ? value : "", pattern, end, is_longest);

    add_string(out, result, is_quoted);
    free(result);
    free(pattern);
}

/* `${name-word}` and its like. */
static void add_with_default(struct text *out, const char *name, const char *operator, int is_quoted)
{
    const char *value = value_of(name), *word = operator + (*operator == ':') + 1;
    int is_set = value && (*operator != ':' || *value);
    char *result;

    switch (word[-1]) {
    case '+':
        if (is_set)
            expand_into(out, word, is_quoted);
        return;
    case '?':
        if (!is_set)
            fail(2, "%s: %s", name, *word ? expand_one(word) : "parameter not set or null");
        break;
    case '=':
        if (!is_set) {
            result = expand_one(word);
            set_variable(name, result);
            value = result;
        }
        break;
    default:
        if (!is_set) {
            expand_into(out, word, is_quoted);
            return;
        }
    }
    add_string(out, value, is_quoted);
}

static size_t name_length(const char *at)
{
    size_t len = 0;

    if (isalpha((unsigned char)*at) || *at == '_')
        while (isalnum((unsigned char)at[len]) || at[len] == '_')
            len++;
    else if (isdigit((unsigned char)*at))
        while (isdigit((unsigned char)at[len]))
            len++;
    else if (*at && strchr("@*#?$!-", *at))
        len = 1;
    return len;
}

/* What stands between the braces of `${…}`. */
static void add_braced(struct text *out, char *inside, int is_quoted)
{
    int wants_length = *inside == '#' && inside[1] && name_length(inside + 1) > 0;
    size_t len = name_length(inside + wants_length);
    char *name = copy(inside + wants_length, inside + wants_length + len);
    const char *rest = inside + wants_length + len, *value;

    if (len == 0 || (*rest && !strchr(":-=?+#%", *rest)))
        fail(2, "Bad substitution");
    value = value_of(name);
    if (wants_length)
        add_string(out, number(value ? (long)strlen(value) : 0), is_quoted);
    else if (*name == '@' || *name == '*')
        add_parameters(out, *name, is_quoted);
    else if (*rest == '#' || *rest == '%')
        add_trimmed(out, value, rest, is_quoted);
    else if (*rest)
        add_with_default(out, name, rest, is_quoted);
    else if (value)
        add_string(out, value, is_quoted);
    free(name);
}

static const char *expand_parenthesis(struct text *out, const char *at, int is_quoted)
{
    const char *end = skip_group(at + 1, '(', ')');
    char *inside = copy(at + 1, *end || end[-1] == ')' ? end - 1 : end);
    size_t len = strlen(inside);

    if (*inside == '(' && len > 1 && inside[len - 1] == ')') {
        char *expression;

        inside[len - 1] = '\0';
        expression = expand_here(inside + 1);
        add_string(out, number(evaluate(expression)), is_quoted);
        free(expression);
    } else {
        char *output = output_of(inside);

        add_string(out, output, is_quoted);
        free(output);
    }
    free(inside);
    return end;
}

/* `at` stands behind the `$`; returns what follows. */
const char *expand_dollar(struct text *out, const char *at, int is_quoted)
{
    size_t len = name_length(at);
    char *name;
    const char *value;

    if (*at == '(')
        return expand_parenthesis(out, at, is_quoted);
    if (*at == '{') {
        const char *end = skip_group(at + 1, '{', '}');
        char *inside = copy(at + 1, end - 1);

        add_braced(out, inside, is_quoted);
        free(inside);
        return end;
    }
    if (len == 0) {
        add_char(out, '$', is_quoted ? QUOTED : PLAIN);
        return at;
    }
    if (isdigit((unsigned char)*at))
        len = 1;
    if (*at == '@' || *at == '*') {
        add_parameters(out, *at, is_quoted);
        return at + 1;
    }
    name = copy(at, at + len);
    value = value_of(name);
    if (value)
        add_string(out, value, is_quoted);
    free(name);
    return at + len;
}
