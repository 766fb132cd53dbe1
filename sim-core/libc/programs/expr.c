/* expr(1): arithmetic, comparisons, | and &, and `:` with length and substr; each operand an argument. */
#include "tool.h"

#include <stdlib.h>
#include <string.h>

static char **at;

static char *alternative(void);

static void wrong(const char *what)
{
    warn_about("%s", what);
    exit(2);
}

static char *text_of(long number)
{
    char *text = malloc(24);

    sprintf(text, "%ld", number);
    return text;
}

static int is_number(const char *text)
{
    text += *text == '-';
    return *text && text[strspn(text, "0123456789")] == '\0';
}

static long number_of(const char *text)
{
    if (!is_number(text))
        wrong("non-integer argument");
    return atol(text);
}

static int is_null(const char *text)
{
    return !*text || (is_number(text) && atol(text) == 0);
}

static int takes(const char *operator)
{
    if (!*at || strcmp(*at, operator) != 0)
        return 0;
    at++;
    return 1;
}

static char *primary(void)
{
    char *value;

    if (!*at)
        wrong("syntax error: missing argument");
    if (takes("(")) {
        value = alternative();
        if (!takes(")"))
            wrong("syntax error: expecting ')'");
        return value;
    }
    if (at[1] && takes("length"))
        return text_of((long)strlen(primary()));
    return *at++;
}

static char *product(void)
{
    char *left = primary();

    for (;;) {
        char operator = *at && !(*at)[1] ? **at : '\0';
        long right;

        if (operator != '*' && operator != '/' && operator != '%')
            return left;
        at++;
        right = number_of(primary());
        if (operator != '*' && right == 0)
            wrong("division by zero");
        left = text_of(operator == '*' ? number_of(left) * right : operator == '/' ? number_of(left) / right : number_of(left) % right);
    }
}

static char *sum(void)
{
    char *left = product();

    for (;;) {
        if (takes("+"))
            left = text_of(number_of(left) + number_of(product()));
        else if (takes("-"))
            left = text_of(number_of(left) - number_of(product()));
        else
            return left;
    }
}

static long order(const char *left, const char *right)
{
    return is_number(left) && is_number(right) ? (atol(left) > atol(right)) - (atol(left) < atol(right)) : strcmp(left, right);
}

static char *comparison(void)
{
    char *left = sum();

    for (;;) {
        if (takes("="))
            left = text_of(order(left, sum()) == 0);
        else if (takes("!="))
            left = text_of(order(left, sum()) != 0);
        else if (takes("<="))
            left = text_of(order(left, sum()) <= 0);
        else if (takes(">="))
            left = text_of(order(left, sum()) >= 0);
        else if (takes("<"))
            left = text_of(order(left, sum()) < 0);
        else if (takes(">"))
            left = text_of(order(left, sum()) > 0);
        else
            return left;
    }
}

static char *conjunction(void)
{
    char *left = comparison();

    while (takes("&")) {
        char *right = comparison();

        left = is_null(left) || is_null(right) ? "0" : left;
    }
    return left;
}

static char *alternative(void)
{
    char *left = conjunction();

    while (takes("|")) {
        char *right = conjunction();

        left = is_null(left) ? right : left;
    }
    return left;
}

int main(int argc, char **argv)
{
    char *value;

    if (argc < 2) {
        warn_about("missing operand\nTry '%s --help' for more information.", argv[0]);
        return 2;
    }
    at = argv + 1;
    value = alternative();
    if (*at) {
        warn_about("syntax error: unexpected argument '%s'", *at);
        return 2;
    }
    puts(value);
    return is_null(value);
}
