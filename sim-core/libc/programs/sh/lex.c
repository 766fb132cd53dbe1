/* Tokens (XCU 2.3). A word keeps its quotes: what they mean is known when it is expanded. */
#include "sh.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum token token;
char *token_text;

static char *word;
static size_t word_len, word_room;

/* Here-documents whose text begins behind the current line. */
#define MOST_HERE 16
static struct redirect *pending[MOST_HERE];
static int pending_count;

static void put(int c)
{
    if (word_len + 1 >= word_room) {
        word_room = word_room * 2 + 64;
        word = realloc(word, word_room);
    }
    word[word_len++] = (char)c;
    word[word_len] = '\0';
}

/* Copies up to and with the closing quote. */
static void copy_quoted(int quote);

/* Copies `$(…)` or `${…}` from behind the opening character to the closing one. */
static void copy_group(int open, int close)
{
    int depth = 1;

    while (depth > 0) {
        int c = next_char();

        if (c == EOF)
            fail(2, "Syntax error: end of file unexpected%s", close == ')' ? " (expecting \")\")" : "");
        put(c);
        if (c == '\\' && peek_char() != EOF)
            put(next_char());
        else if (c == '\'' || c == '"' || c == '`')
            copy_quoted(c);
        else
            depth += (c == open) - (c == close);
    }
}

static void copy_dollar(void)
{
    int c = peek_char();

    if (c == '(' || c == '{') {
        put(next_char());
        copy_group(c, c == '(' ? ')' : '}');
    }
}

static void copy_quoted(int quote)
{
    for (;;) {
        int c = next_char();

        if (c == EOF)
            fail(2, quote == '`' ? "Syntax error: EOF in backquote substitution" : "Syntax error: Unterminated quoted string");
        put(c);
        if (c == quote)
            return;
        if (c == '\\' && quote != '\'' && peek_char() != EOF)
            put(next_char());
        else if (c == '$' && quote == '"')
            copy_dollar();
        else if (c == '`' && quote == '"')
            copy_quoted('`');
    }
}

static int ends_word(int c)
{
    return c == EOF || isspace(c) || strchr("|&;<>()", c) != NULL;
}

static void read_word(int c)
{
    for (; !ends_word(c); c = next_char()) {
        if (c == '\\') {
            if (peek_char() == '\n') {
                next_char();
                continue;
            }
            put(c);
            if (peek_char() != EOF)
                put(next_char());
            continue;
        }
        put(c);
        if (c == '\'' || c == '"' || c == '`')
            copy_quoted(c);
        else if (c == '$')
            copy_dollar();
    }
    if (c != EOF)
        back_char();
}

/* An operator takes as many characters as make one. */
static void read_operator(int c)
{
    static const char *const longer[] = { "&&", "||", ";;", "<<", ">>", "<&", ">&", "<>", ">|", "<<-" };

    put(c);
    for (;;) {
        int next = peek_char(), is_longer = 0;

        for (size_t i = 0; i < sizeof(longer) / sizeof(longer[0]); i++)
            is_longer |= next != EOF && strncmp(longer[i], word, word_len) == 0 && longer[i][word_len] == next;
        if (!is_longer)
            return;
        put(next_char());
    }
}

/* The word at the end of a here-document, without its quotes; whether it had any. */
static int unquote(char *delimiter)
{
    char *to = delimiter;
    int had_quotes = 0;

    for (char *from = delimiter; *from; from++) {
        if (*from == '\'' || *from == '"' || *from == '\\')
            had_quotes = 1;
        else
            *to++ = *from;
    }
    *to = '\0';
    return had_quotes;
}

static void read_here(struct redirect *redirect)
{
    char *delimiter = redirect->target;
    int strips = *delimiter == '-';
    size_t start = 0;

    redirect->is_literal = unquote(delimiter += 1);
    word_len = 0;
    put('\0');
    word_len = 0;
    for (;;) {
        int c = next_char();

        if (c == '\t' && strips && word_len == start)
            continue;
        if (c == '\n' || c == EOF) {
            if (word_len - start == strlen(delimiter) && strcmp(word + start, delimiter) == 0) {
                word_len = start;
                break;
            }
            if (c == EOF)
                break;
            put(c);
            start = word_len;
            continue;
        }
        put(c);
    }
    word[word_len] = '\0';
    redirect->target = strdup(word);
}

void read_here_later(struct redirect *redirect)
{
    if (pending_count < MOST_HERE)
        pending[pending_count++] = redirect;
}

static void end_line(void)
{
    for (int i = 0; i < pending_count; i++)
        read_here(pending[i]);
    pending_count = 0;
}

/* Skips blanks, comments and joined lines; gives the first character behind them. */
static int skip_blanks(void)
{
    for (;;) {
        int c = next_char();

        if (c == '\\' && peek_char() == '\n') {
            next_char();
            continue;
        }
        if (c == '#')
            while (c != '\n' && c != EOF)
                c = next_char();
        if (c != ' ' && c != '\t' && c != '\r')
            return c;
    }
}

static int is_digits(const char *text)
{
    return *text && text[strspn(text, "0123456789")] == '\0';
}

void advance(void)
{
    int c = skip_blanks();

    word_len = 0;
    put('\0');
    word_len = 0;
    word[0] = '\0';
    line_number = source->line - (c == '\n');
    if (c == EOF) {
        token = END;
        end_line();
        return;
    }
    if (c == '\n') {
        token = NEWLINE;
        end_line();
        return;
    }
    if (ends_word(c)) {
        token = OPERATOR;
        read_operator(c);
    } else {
        token = WORD;
        read_word(c);
        if (is_digits(word) && (peek_char() == '<' || peek_char() == '>'))
            token = NUMBER;
    }
    token_text = strdup(word);
}
