/* Arithmetic expansion (XCU 2.6.4): C's integer operators over long. */
#include "sh.h"

#include <ctype.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>

static const char *at;

static long ternary(void);

static void skip_blanks(void)
{
    while (isspace((unsigned char)*at))
        at++;
}

static int takes(const char *operator)
{
    size_t len = strlen(operator);

    skip_blanks();
    if (strncmp(at, operator, len) != 0)
        return 0;
    at += len;
    return 1;
}

static void wrong(void)
{
    fail(2, "arithmetic expression: expecting primary: \"%s\"", at);
}

/* A variable, and what is assigned to it. */
static long named(void)
{
    const char *start = at;
    char *name, digits[24];
    const char *value;
    long result;

    while (isalnum((unsigned char)*at) || *at == '_')
        at++;
    name = strndup(start, (size_t)(at - start));
    value = variable(name);
    result = value ? strtol(value, NULL, 0) : 0;
    skip_blanks();
    if (*at == '=' && at[1] != '=') {
        at++;
        result = ternary();
    } else if (*at && strchr("+-*/%", *at) && at[1] == '=') {
        char operator = *at;
        long right;

        at += 2;
        right = ternary();
        if ((operator == '/' || operator == '%') && right == 0)
            fail(2, "arithmetic expression: division by zero: \"%s\"", start);
        result = operator == '+' ? result + right : operator == '-' ? result - right : operator == '*' ? result * right
               : operator == '/' ? result / right : result % right;
    } else {
        free(name);
        return result;
    }
    sprintf(digits, "%ld", result);
    set_variable(name, digits);
    free(name);
    return result;
}

static long primary(void)
{
    char *end;
    long value;

    if (takes("(")) {
        value = ternary();
        if (!takes(")"))
            fail(2, "arithmetic expression: expecting ')'");
        return value;
    }
    if (takes("-"))
        return -primary();
    if (takes("+"))
        return primary();
    if (takes("~"))
        return ~primary();
    if (*at == '!' && at[1] != '=' && takes("!"))
        return !primary();
    if (isalpha((unsigned char)*at) || *at == '_')
        return named();
    if (!isdigit((unsigned char)*at))
        wrong();
    value = strtol(at, &end, 0);
    at = end;
    return value;
}

struct operator {
    const char *text;
    int level;
};

/* Longer ones first; the higher the level, the closer it binds. */
static const struct operator operators[] = {
    { "||", 1 }, { "&&", 2 }, { "==", 6 }, { "!=", 6 }, { "<=", 7 }, { ">=", 7 }, { "<<", 8 }, { ">>", 8 }, { "|", 3 },
    { "^", 4 }, { "&", 5 }, { "<", 7 }, { ">", 7 }, { "+", 9 }, { "-", 9 }, { "*", 10 }, { "/", 10 }, { "%", 10 },
};

static const struct operator *next_operator(void)
{
    skip_blanks();
    for (size_t i = 0; i < sizeof(operators) / sizeof(operators[0]); i++)
        if (strncmp(at, operators[i].text, strlen(operators[i].text)) == 0)
            return &operators[i];
    return NULL;
}

static long divided(const char *operator, long left, long right)
{
    if (right == 0)
        fail(2, "division by zero");
    return *operator == '/' ? left / right : left % right;
}

static long applied(const char *operator, long left, long right)
{
    switch (operator[0] | operator[1] << 8) {
    case '|' | '|' << 8:
        return left || right;
    case '&' | '&' << 8:
        return left && right;
    case '=' | '=' << 8:
        return left == right;
    case '!' | '=' << 8:
        return left != right;
    case '<' | '=' << 8:
        return left <= right;
    case '>' | '=' << 8:
        return left >= right;
    case '<' | '<' << 8:
        return left << right;
    case '>' | '>' << 8:
        return left >> right;
    }
    switch (*operator) {
    case '|':
        return left | right;
    case '^':
        return left ^ right;
    case '&':
        return left & right;
    case '<':
        return left < right;
    case '>':
        return left > right;
    case '+':
        return left + right;
    case '-':
        return left - right;
    case '*':
        return left * right;
    default:
        return divided(operator, left, right);
    }
}

static long binary(int level)
{
    long left = primary();

    for (;;) {
        const struct operator *operator = next_operator();

        if (!operator || operator->level < level)
            return left;
        at += strlen(operator->text);
        left = applied(operator->text, left, binary(operator->level + 1));
    }
}

static long ternary(void)
{
    long condition = binary(1), yes, no;

    if (!takes("?"))
        return condition;
    yes = ternary();
    if (!takes(":"))
        wrong();
    no = ternary();
    return condition ? yes : no;
}

long evaluate(const char *expression)
{
    const char *outer = at;
    long value;

    at = expression;
    skip_blanks();
    value = *at ? ternary() : 0;
    skip_blanks();
    if (*at)
        fail(2, "arithmetic expression: expecting EOF: \"%s\"", expression);
    at = outer;
    return value;
}
