/* wordexp(3): tilde, variables, quotes, fields and file names, as a shell expands them, and what commands write. */
#include <ctype.h>
#include <glob.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wordexp.h>

/* A word in the making; what quotes protect is escaped by a backslash for glob. */
struct word {
    char *text;
    size_t len;
    int is_there; /* also an empty word, if it was quoted */
};

struct expansion {
    const char *at;
    wordexp_t *out;
    int flags;
    int error;
    struct word word;
};

static void fail(struct expansion *expansion, int error)
{
    if (!expansion->error)
        expansion->error = error;
}

static void add_byte(struct expansion *expansion, int c, int is_protected)
{
    struct word *word = &expansion->word;
    char *longer = realloc(word->text, word->len + 3);

    if (!longer) {
        fail(expansion, WRDE_NOSPACE);
        return;
    }
    word->text = longer;
    if (is_protected && strchr("*?[]\\", c))
        word->text[word->len++] = '\\';
    word->text[word->len++] = (char)c;
    word->text[word->len] = '\0';
    word->is_there = 1;
}

static void add_word(struct expansion *expansion, char *text)
{
    wordexp_t *out = expansion->out;
    size_t slots = out->we_offs + out->we_wordc + 2;
    char **longer = realloc(out->we_wordv, slots * sizeof(char *));

    if (!longer || !text) {
        fail(expansion, WRDE_NOSPACE);
        return;
    }
    longer[slots - 2] = text;
    longer[slots - 1] = NULL;
    out->we_wordv = longer;
    out->we_wordc++;
}

static char *without_escapes(const char *text)
{
    char *plain = malloc(strlen(text) + 1);
    char *to = plain;

    for (; plain && *text; text++) {
        if (*text == '\\' && text[1])
            text++;
        *to++ = *text;
    }
    if (plain)
        *to = '\0';
    return plain;
}

/* The word is complete: the files that it matches, or itself. */
static void end_word(struct expansion *expansion)
{
    struct word word = expansion->word;
    glob_t found;

    memset(&expansion->word, 0, sizeof(expansion->word));
    if (!word.is_there)
        return;
    if (word.text && strpbrk(word.text, "*?[") && glob(word.text, 0, NULL, &found) == 0) {
        for (size_t i = 0; i < found.gl_pathc; i++)
            add_word(expansion, strdup(found.gl_pathv[i]));
        globfree(&found);
    } else {
        add_word(expansion, without_escapes(word.text ? word.text : ""));
    }
    free(word.text);
}

/* What an expansion gave: outside quotes blanks in it end words. */
static void add_value(struct expansion *expansion, const char *value, int is_quoted)
{
    const char *separators = getenv("IFS") ? getenv("IFS") : " \t\n";

    for (; *value; value++) {
        if (!is_quoted && strchr(separators, *value))
            end_word(expansion);
        else
            add_byte(expansion, *value, is_quoted);
    }
}

static void add_number(struct expansion *expansion, long number)
{
    char text[24];

    sprintf(text, "%ld", number);
    add_value(expansion, text, 1);
}

/* ${name}, ${#name}, ${name-word} and its like; the brace has been read. */
static void expand_braces(struct expansion *expansion, int is_quoted)
{
    int wants_length = *expansion->at == '#';
    const char *name = expansion->at + wants_length;
    size_t len = strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789");
    const char *end = strchr(name, '}');
    char key[256];
    char rest[256];
    char *value;
    int asks_empty;
    char rule;

    if (!end || len == 0 || len >= sizeof(key) || (size_t)(end - name) - len >= sizeof(rest)) {
        fail(expansion, WRDE_SYNTAX);
        return;
    }
    memcpy(key, name, len);
    key[len] = '\0';
    asks_empty = name[len] == ':';
    rule = name[len + (size_t)asks_empty];
    value = getenv(key);
    if (value && asks_empty && *value == '\0')
        value = NULL;
    len += (size_t)asks_empty + (rule != '}');
    rest[0] = '\0';
    if (rule != '}')
        strncat(rest, name + len, (size_t)(end - name) - len);
    expansion->at = end + 1;
    if (wants_length)
        add_number(expansion, value ? (long)strlen(value) : 0);
    else if (rule == '+' || (strchr("-=", rule) && !value))
        value = rule == '+' && !value ? "" : rest;
    else if (rule != '}' && !strchr("-=", rule))
        fail(expansion, WRDE_SYNTAX);
    if (rule == '=' && value == rest)
        setenv(key, rest, 1);
    if (!value && expansion->flags & WRDE_UNDEF)
        fail(expansion, WRDE_BADVAL);
    if (!wants_length && value)
        add_value(expansion, value, is_quoted);
}

/* The text up to the parenthesis that closes, from malloc. */
static char *take_command(struct expansion *expansion, int is_backquoted)
{
    const char *start = expansion->at;
    int depth = 1;

    for (; *expansion->at; expansion->at++) {
        if (is_backquoted && *expansion->at == '`')
            break;
        if (!is_backquoted && (depth += (*expansion->at == '(') - (*expansion->at == ')')) == 0)
            break;
    }
    if (!*expansion->at) {
        fail(expansion, WRDE_SYNTAX);
        return NULL;
    }
    return strndup(start, (size_t)(expansion->at++ - start));
}

static void expand_command(struct expansion *expansion, int is_backquoted, int is_quoted)
{
    char *command;
    char output[4096];
    size_t len = 0;
    FILE *pipe;

    if (expansion->flags & WRDE_NOCMD) {
        fail(expansion, WRDE_CMDSUB);
        return;
    }
    command = take_command(expansion, is_backquoted);
    pipe = command ? popen(command, "r") : NULL;
    if (pipe) {
        len = fread(output, 1, sizeof(output) - 1, pipe);
        pclose(pipe);
    }
    while (len > 0 && output[len - 1] == '\n')
        len--;
    output[len] = '\0';
    add_value(expansion, output, is_quoted);
    free(command);
}

static void expand_dollar(struct expansion *expansion, int is_quoted)
{
    char name[256];
    size_t len;
    char *value;

    if (*expansion->at == '{') {
        expansion->at++;
        expand_braces(expansion, is_quoted);
        return;
    }
    if (*expansion->at == '(') {
        expansion->at++;
        expand_command(expansion, 0, is_quoted);
        return;
    }
    for (len = 0; (isalnum((unsigned char)expansion->at[len]) || expansion->at[len] == '_') && len < sizeof(name) - 1; len++)
        name[len] = expansion->at[len];
    if (len == 0 || isdigit((unsigned char)name[0])) {
        add_byte(expansion, '$', 1);
        return;
    }
    name[len] = '\0';
    expansion->at += len;
    value = getenv(name);
    if (value)
        add_value(expansion, value, is_quoted);
    else if (expansion->flags & WRDE_UNDEF)
        fail(expansion, WRDE_BADVAL);
}

static void expand_tilde(struct expansion *expansion)
{
    size_t len = strcspn(expansion->at, "/ \t\n:\"'$\\");
    char name[64];
    struct passwd *user = NULL;
    const char *home = NULL;

    if (len < sizeof(name)) {
        memcpy(name, expansion->at, len);
        name[len] = '\0';
        if (len == 0)
            home = getenv("HOME");
        else if ((user = getpwnam(name)))
            home = user->pw_dir;
    }
    if (!home) {
        add_byte(expansion, '~', 1);
        return;
    }
    expansion->at += len;
    add_value(expansion, home, 1);
}

static void expand_quoted(struct expansion *expansion)
{
    expansion->word.is_there = 1;
    while (*expansion->at && *expansion->at != '"' && !expansion->error) {
        int c = *expansion->at++;

        if (c == '$')
            expand_dollar(expansion, 1);
        else if (c == '`')
            expand_command(expansion, 1, 1);
        else if (c == '\\' && *expansion->at && strchr("$`\"\\", *expansion->at))
            add_byte(expansion, *expansion->at++, 1);
        else
            add_byte(expansion, c, 1);
    }
    if (!*expansion->at)
        fail(expansion, WRDE_SYNTAX);
    else
        expansion->at++;
}

static void expand_literal(struct expansion *expansion)
{
    expansion->word.is_there = 1;
    while (*expansion->at && *expansion->at != '\'')
        add_byte(expansion, *expansion->at++, 1);
    if (!*expansion->at)
        fail(expansion, WRDE_SYNTAX);
    else
        expansion->at++;
}

static void expand_one(struct expansion *expansion)
{
    int c = *expansion->at++;

    if (c == ' ' || c == '\t')
        end_word(expansion);
    else if (strchr("\n|&;<>(){}", c))
        fail(expansion, WRDE_BADCHAR);
    else if (c == '"')
        expand_quoted(expansion);
    else if (c == '\'')
        expand_literal(expansion);
    else if (c == '$')
        expand_dollar(expansion, 0);
    else if (c == '`')
        expand_command(expansion, 1, 0);
    else if (c == '~' && !expansion->word.is_there)
        expand_tilde(expansion);
    else if (c == '\\' && *expansion->at)
        add_byte(expansion, *expansion->at++, 1);
    else
        add_byte(expansion, c, 0);
}

int wordexp(const char *text, wordexp_t *words, int flags)
{
    struct expansion expansion = { .at = text, .out = words, .flags = flags };
    wordexp_t before;

    if (flags & WRDE_REUSE)
        wordfree(words);
    if (!(flags & WRDE_APPEND)) {
        words->we_wordc = 0;
        if (!(flags & WRDE_DOOFFS))
            words->we_offs = 0;
        words->we_wordv = calloc(words->we_offs + 1, sizeof(char *));
        if (!words->we_wordv)
            return WRDE_NOSPACE;
    }
    before = *words;
    while (*expansion.at && !expansion.error)
        expand_one(&expansion);
    if (!expansion.error)
        end_word(&expansion);
    free(expansion.word.text);
    if (expansion.error && expansion.error != WRDE_NOSPACE)
        words->we_wordc = before.we_wordc;
    return expansion.error;
}

void wordfree(wordexp_t *words)
{
    for (size_t i = 0; words->we_wordv && i < words->we_wordc; i++)
        free(words->we_wordv[words->we_offs + i]);
    free(words->we_wordv);
    words->we_wordv = NULL;
    words->we_wordc = 0;
}
