/* regcomp(3): from a pattern to instructions. Bytes are characters, as in the C locale. */
#include <bits/regex_program.h>
#include <ctype.h>
#include <regex.h>
#include <stdlib.h>
#include <string.h>

#define MOST_REPEATS 32767
#define MOST_CODE    100000

struct parser {
    const char *at;
    const char *start; /* of the pattern */
    struct __regex *out;
    int flags;
    int error;
    int groups; /* opened so far */
    int closed; /* bits of the first nine that are closed */
    int depth;
};

static void parse_alternatives(struct parser *parser);

static int is_extended(const struct parser *parser)
{
    return parser->flags & REG_EXTENDED;
}

static void fail(struct parser *parser, int error)
{
    if (!parser->error)
        parser->error = error;
}

/* Makes room for `count` instructions at an index, moving the rest and what refers to it. */
static struct regex_instruction *insert(struct parser *parser, int index, int count)
{
    struct __regex *out = parser->out;

    if (out->len + count > out->room) {
        int room = (out->len + count) * 2;
        struct regex_instruction *longer = realloc(out->code, (size_t)room * sizeof(*longer));

        if (!longer || room > MOST_CODE) {
            if (longer)
                out->code = longer;
            fail(parser, REG_ESPACE);
            return NULL;
        }
        out->code = longer;
        out->room = room;
    }
    memmove(out->code + index + count, out->code + index, (size_t)(out->len - index) * sizeof(*out->code));
    out->len += count;
    for (int i = index + count; i < out->len; i++) {
        struct regex_instruction *moved = &out->code[i];

        if ((moved->op == REGEX_SPLIT || moved->op == REGEX_JUMP) && moved->a >= index)
            moved->a += count;
        if (moved->op == REGEX_SPLIT && moved->b >= index)
            moved->b += count;
    }
    return out->code + index;
}

static void put(struct parser *parser, int index, enum regex_op op, int a, int b)
{
    struct regex_instruction *at = parser->error ? NULL : insert(parser, index, 1);

    if (at)
        *at = (struct regex_instruction){ op, a, b };
}

static void emit(struct parser *parser, enum regex_op op, int a)
{
    put(parser, parser->out->len, op, a, 0);
}

/* Appends a copy of the instructions from `from` up to `to`. */
static void copy(struct parser *parser, int from, int to)
{
    int by = parser->out->len - from;

    for (int i = from; i < to && !parser->error; i++) {
        struct regex_instruction one = parser->out->code[i];

        if (one.op == REGEX_SPLIT || one.op == REGEX_JUMP)
            one.a += by;
        if (one.op == REGEX_SPLIT)
            one.b += by;
        put(parser, parser->out->len, one.op, one.a, one.b);
    }
}

static void add_to_set(unsigned char *set, int c, int ignores_case)
{
    set[c >> 3] |= (unsigned char)(1 << (c & 7));
    if (ignores_case && isalpha(c)) {
        c = isupper(c) ? tolower(c) : toupper(c);
        set[c >> 3] |= (unsigned char)(1 << (c & 7));
    }
}

static unsigned char *new_set(struct parser *parser)
{
    struct __regex *out = parser->out;
    unsigned char(*longer)[32] = realloc(out->sets, (size_t)(out->set_count + 1) * sizeof(*longer));

    if (!longer) {
        fail(parser, REG_ESPACE);
        return NULL;
    }
    out->sets = longer;
    memset(longer[out->set_count], 0, sizeof(*longer));
    return longer[out->set_count++];
}

static int is_of_class(const char *name, size_t len, int c)
{
    static const struct {
        const char *name;
        int (*has)(int c);
    } classes[] = {
        { "alpha", isalpha }, { "digit", isdigit }, { "alnum", isalnum }, { "upper", isupper },
        { "lower", islower }, { "space", isspace }, { "blank", isblank }, { "punct", ispunct },
        { "print", isprint }, { "graph", isgraph }, { "cntrl", iscntrl }, { "xdigit", isxdigit },
    };

    for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++)
        if (strlen(classes[i].name) == len && strncmp(classes[i].name, name, len) == 0)
            return classes[i].has(c) != 0;
    return -1;
}

/* [:name:], [.c.] or [=c=]; gives the single character, or -1 for a class that is in the set now. */
static int parse_named(struct parser *parser, unsigned char *set)
{
    char kind = parser->at[1];
    const char *name = parser->at + 2;
    const char *end = name;
    int ignores_case = parser->flags & REG_ICASE;

    while (*end && !(end[0] == kind && end[1] == ']'))
        end++;
    if (!*end) {
        fail(parser, REG_EBRACK);
        return -1;
    }
    parser->at = end + 2;
    if (kind != ':') {
        if (end - name != 1)
            fail(parser, REG_ECOLLATE);
        return (unsigned char)*name;
    }
    for (int c = 1; c < 256; c++) {
        int is_in = is_of_class(name, (size_t)(end - name), c);

        if (is_in < 0)
            fail(parser, REG_ECTYPE);
        if (is_in > 0)
            add_to_set(set, c, ignores_case);
    }
    return -1;
}

/* One end of a range, or -1 for a class. */
static int parse_range_end(struct parser *parser, unsigned char *set)
{
    if (parser->at[0] == '[' && strchr(":.=", parser->at[1]) && parser->at[1])
        return parse_named(parser, set);
    return (unsigned char)*parser->at++;
}

static void parse_set(struct parser *parser)
{
    unsigned char *set = new_set(parser);
    int is_negated = *parser->at == '^';
    int is_first = 1;

    parser->at += is_negated;
    if (!*parser->at)
        fail(parser, REG_BADPAT);
    while (set && !parser->error && (is_first || *parser->at != ']')) {
        int from;
        int to;

        is_first = 0;
        if (!*parser->at) {
            fail(parser, REG_EBRACK);
            return;
        }
        to = from = parse_range_end(parser, set);
        if (from >= 0 && parser->at[0] == '-' && parser->at[1] != ']' && parser->at[1]) {
            parser->at++;
            to = parse_range_end(parser, set);
            if (to < from)
                fail(parser, REG_ERANGE);
        }
        for (int c = from; from >= 0 && c <= to; c++)
            add_to_set(set, c, parser->flags & REG_ICASE);
    }
    parser->at++;
    for (int i = 0; set && is_negated && i < 32; i++)
        set[i] = (unsigned char)~set[i];
    if (set && is_negated && parser->flags & REG_NEWLINE)
        set['\n' >> 3] &= (unsigned char)~(1 << ('\n' & 7));
    emit(parser, REGEX_SET, parser->out->set_count - 1);
}

/* GNU's \w \W \s \S. */
static void emit_class(struct parser *parser, int letter)
{
    unsigned char *set = new_set(parser);

    for (int c = 1; set && c < 256; c++) {
        int is_in = tolower(letter) == 'w' ? isalnum(c) || c == '_' : isspace(c) != 0;

        if (is_in != (isupper(letter) != 0))
            add_to_set(set, c, 0);
    }
    emit(parser, REGEX_SET, parser->out->set_count - 1);
}

static void emit_byte(struct parser *parser, int c)
{
    if (parser->flags & REG_ICASE && isalpha(c)) {
        unsigned char *set = new_set(parser);

        if (set)
            add_to_set(set, c, 1);
        emit(parser, REGEX_SET, parser->out->set_count - 1);
    } else {
        emit(parser, REGEX_BYTE, c);
    }
}

static void parse_group(struct parser *parser)
{
    int group = ++parser->groups;

    emit(parser, REGEX_SAVE, 2 * group);
    parser->depth++;
    parse_alternatives(parser);
    parser->depth--;
    if (!parser->error && !*parser->at)
        fail(parser, REG_EPAREN);
    parser->at += is_extended(parser) ? 1 : 2;
    emit(parser, REGEX_SAVE, 2 * group + 1);
    if (group < 10)
        parser->closed |= 1 << group;
}

static void parse_escape(struct parser *parser)
{
    int c = (unsigned char)*parser->at++;

    if (c == '\0') {
        parser->at--;
        fail(parser, REG_EESCAPE);
    } else if (c == '(' && !is_extended(parser)) {
        parse_group(parser);
    } else if (c >= '1' && c <= '9') {
        if (!(parser->closed & 1 << (c - '0')))
            fail(parser, REG_ESUBREG);
        parser->out->has_references = 1;
        emit(parser, REGEX_SAME, c - '0');
    } else if (strchr("wWsS", c)) {
        emit_class(parser, c);
    } else if (strchr("bB<>", c)) {
        emit(parser, REGEX_WORD, c);
    } else {
        emit_byte(parser, c);
    }
}

/* Whether `^` at this place means the start: everywhere in extended patterns, in basic ones where something begins. */
static int is_start_mark(const struct parser *parser, int is_first)
{
    return is_extended(parser) || is_first;
}

static int ends_here(const struct parser *parser, const char *at)
{
    return !*at || (at[0] == '\\' && (at[1] == ')' || at[1] == '|')) || (is_extended(parser) && (*at == ')' || *at == '|'));
}

static void parse_atom(struct parser *parser, int is_first)
{
    int c = (unsigned char)*parser->at++;

    if (c == '[')
        parse_set(parser);
    else if (c == '.')
        emit(parser, REGEX_ANY, 0);
    else if (c == '^' && is_start_mark(parser, is_first))
        emit(parser, REGEX_START, 0);
    else if (c == '$' && (is_extended(parser) || ends_here(parser, parser->at)))
        emit(parser, REGEX_END, 0);
    else if (c == '(' && is_extended(parser))
        parse_group(parser);
    else if (c == '\\')
        parse_escape(parser);
    else
        emit_byte(parser, c);
}

/* The code from `from` on, at least `least` and at most `most` times; -1: as often as it goes. */
static void repeat(struct parser *parser, int from, int least, int most)
{
    int to = parser->out->len;

    if (most == 0) {
        parser->out->len = from;
        return;
    }
    for (int i = 1; i < least; i++)
        copy(parser, from, to);
    if (most < 0) {
        int last = least == 0 ? from : parser->out->len - (to - from);

        put(parser, last, REGEX_SPLIT, last + 1, 0);
        emit(parser, REGEX_JUMP, last);
        if (!parser->error)
            parser->out->code[last] = (struct regex_instruction){ REGEX_SPLIT, last + 1, parser->out->len };
        /* Once at least: the body comes first, then the loop around another one is not needed. */
        if (least > 0 && !parser->error) {
            parser->out->code[last] = (struct regex_instruction){ REGEX_JUMP, last + 1, 0 };
            parser->out->code[parser->out->len - 1] =
                (struct regex_instruction){ REGEX_SPLIT, last + 1, parser->out->len };
        }
        return;
    }
    for (int i = least > 0 ? least : 1; i < most; i++) {
        int start = parser->out->len;

        emit(parser, REGEX_SPLIT, start + 1);
        copy(parser, from, to);
        if (!parser->error)
            parser->out->code[start].b = -1;
    }
    if (least == 0) {
        put(parser, from, REGEX_SPLIT, from + 1, 0);
        if (!parser->error)
            parser->out->code[from].b = -1;
    }
    for (int i = from; i < parser->out->len && !parser->error; i++)
        if (parser->out->code[i].op == REGEX_SPLIT && parser->out->code[i].b == -1)
            parser->out->code[i].b = parser->out->len;
}

/* {m}, {m,} or {m,n}; the brace has been read. */
static void parse_bounds(struct parser *parser, int *least, int *most)
{
    int count = 0;

    if (!isdigit((unsigned char)*parser->at) && *parser->at != ',') {
        fail(parser, *parser->at ? REG_BADBR : REG_EBRACE);
        return;
    }
    while (isdigit((unsigned char)*parser->at) && count <= MOST_REPEATS)
        count = count * 10 + (*parser->at++ - '0');
    *least = *most = count;
    if (*parser->at == ',') {
        parser->at++;
        *most = -1;
        if (isdigit((unsigned char)*parser->at)) {
            *most = 0;
            while (isdigit((unsigned char)*parser->at) && *most <= MOST_REPEATS)
                *most = *most * 10 + (*parser->at++ - '0');
        }
    }
    if (!*parser->at)
        fail(parser, REG_EBRACE);
    else if (is_extended(parser) ? *parser->at != '}' : parser->at[0] != '\\' || parser->at[1] != '}')
        fail(parser, REG_BADBR);
    else if (*least > MOST_REPEATS || *most > MOST_REPEATS || (*most >= 0 && *least > *most))
        fail(parser, REG_BADBR);
    parser->at += is_extended(parser) ? 1 : 2;
}

/* Reads a repetition; 0 if there is none. */
static int parse_repetition(struct parser *parser, int *least, int *most)
{
    const char *mark = parser->at;
    int is_escaped = !is_extended(parser) && mark[0] == '\\';
    int c = mark[is_escaped];

    if (c == '*' && !is_escaped) {
        *least = 0;
        *most = -1;
    } else if ((c == '+' || c == '?') && (is_extended(parser) || is_escaped)) {
        *least = c == '+';
        *most = c == '+' ? -1 : 1;
    } else if (c == '{' && (is_extended(parser) || is_escaped)) {
        parser->at += 1 + is_escaped;
        parse_bounds(parser, least, most);
        return 1;
    } else {
        return 0;
    }
    parser->at += 1 + is_escaped;
    return 1;
}

/* Whether a repetition stands where nothing is to be repeated: an ordinary character in basic patterns, and nothing at all
 * in extended ones (as glibc has it). */
static void skip_idle_repetition(struct parser *parser)
{
    int least;
    int most;

    if (!is_extended(parser)) {
        if (*parser->at == '*') {
            parser->at++;
            emit_byte(parser, '*');
        }
        return;
    }
    if (*parser->at == '{' && isdigit((unsigned char)parser->at[1]))
        fail(parser, REG_BADRPT);
    while (*parser->at && strchr("*+?", *parser->at))
        parse_repetition(parser, &least, &most);
}

static void parse_sequence(struct parser *parser)
{
    int is_first = 1;

    while (!parser->error && !(ends_here(parser, parser->at) && !(*parser->at == ')' && parser->depth == 0))) {
        int from = parser->out->len;
        int groups = parser->groups;
        int was_start = *parser->at == '^' && is_start_mark(parser, is_first);
        int least;
        int most;

        if (is_first)
            skip_idle_repetition(parser);
        if (ends_here(parser, parser->at) && !(*parser->at == ')' && parser->depth == 0))
            break;
        if (from == parser->out->len)
            parse_atom(parser, is_first);
        is_first = 0;
        if (was_start && !is_extended(parser)) {
            is_first = 1;
            continue;
        }
        while (!parser->error && parse_repetition(parser, &least, &most)) {
            /* A group that is gone through again forgets what its groups matched. */
            if (parser->groups > groups && !parser->error)
                put(parser, from, REGEX_CLEAR, 2 * groups + 2, 2 * parser->groups + 2);
            if (!parser->error)
                repeat(parser, from, least, most);
        }
    }
}

static void parse_alternatives(struct parser *parser)
{
    int from = parser->out->len;

    parse_sequence(parser);
    while (!parser->error && (is_extended(parser) ? *parser->at == '|' : parser->at[0] == '\\' && parser->at[1] == '|')) {
        int second;

        parser->at += is_extended(parser) ? 1 : 2;
        put(parser, from, REGEX_SPLIT, from + 1, 0);
        emit(parser, REGEX_JUMP, 0);
        second = parser->out->len;
        if (parser->error)
            return;
        parser->out->code[from].b = second;
        parse_alternatives(parser);
        if (!parser->error)
            parser->out->code[second - 1].a = parser->out->len;
    }
}

int regcomp(regex_t *regex, const char *pattern, int flags)
{
    struct parser parser = { .at = pattern, .start = pattern, .flags = flags };

    parser.out = calloc(1, sizeof(*parser.out));
    if (!parser.out)
        return REG_ESPACE;
    emit(&parser, REGEX_SAVE, 0);
    parse_alternatives(&parser);
    if (!parser.error && *parser.at)
        fail(&parser, REG_EPAREN);
    emit(&parser, REGEX_SAVE, 1);
    emit(&parser, REGEX_MATCH, 0);
    regex->__program = parser.out;
    regex->__flags = flags;
    regex->re_nsub = (size_t)parser.groups;
    if (parser.error)
        regfree(regex);
    return parser.error;
}

void regfree(regex_t *regex)
{
    if (!regex->__program)
        return;
    free(regex->__program->code);
    free(regex->__program->sets);
    free(regex->__program);
    regex->__program = NULL;
}
