/* test(1): POSIX's rules for one to four arguments, and -a and -o between them. */
#include "condition.h"
#include "tool.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char **at, **end;
static const char *name;
static int is_wrong;

static int either(void);

static int complain_about(const char *what, const char *word)
{
    if (!is_wrong)
        warn_about(*what ? "%s: %s" : "%s%s", word, what);
    is_wrong = 1;
    return 0;
}

static int file_is(const char *path, char what)
{
    struct stat file;

    if ((what == 'h' || what == 'L' ? lstat(path, &file) : stat(path, &file)) < 0)
        return 0;
    switch (what) {
    case 'f':
        return S_ISREG(file.st_mode);
    case 'd':
        return S_ISDIR(file.st_mode);
    case 'p':
        return S_ISFIFO(file.st_mode);
    case 'c':
        return S_ISCHR(file.st_mode);
    case 'b':
        return S_ISBLK(file.st_mode);
    case 'S':
        return S_ISSOCK(file.st_mode);
    case 'h':
    case 'L':
        return S_ISLNK(file.st_mode);
    case 's':
        return file.st_size > 0;
    default:
        return 1;
    }
}

static int unary(char what, const char *operand)
{
    switch (what) {
    case 'n':
        return *operand != '\0';
    case 'z':
        return *operand == '\0';
    case 't':
        return isatty(atoi(operand));
    case 'r':
        return access(operand, R_OK) == 0;
    case 'w':
        return access(operand, W_OK) == 0;
    case 'x':
        return access(operand, X_OK) == 0;
    default:
        return file_is(operand, what);
    }
}

static long number_of(const char *text)
{
    char *rest;
    long value = strtol(text, &rest, 10);

    if (!*text || *rest)
        complain_about("integer expression expected", text);
    return value;
}

static int is_newer(const char *left, const char *right)
{
    struct stat one, two;

    if (stat(left, &one) < 0)
        return 0;
    return stat(right, &two) < 0 || one.st_mtime > two.st_mtime;
}

/* Whether an operator of two operands has this name; its result goes to `result`. */
static int binary(const char *left, const char *operator, const char *right, int *result)
{
    static const char *const numeric[] = { "-eq", "-ne", "-lt", "-le", "-gt", "-ge" };

    *result = 0;
    if (!strcmp(operator, "=") || !strcmp(operator, "=="))
        *result = strcmp(left, right) == 0;
    else if (!strcmp(operator, "!="))
        *result = strcmp(left, right) != 0;
    else if (!strcmp(operator, "<") || !strcmp(operator, ">"))
        *result = *operator == '<' ? strcmp(left, right) < 0 : strcmp(left, right) > 0;
    else if (!strcmp(operator, "-nt") || !strcmp(operator, "-ot"))
        *result = operator[1] == 'n' ? is_newer(left, right) : is_newer(right, left);
    else {
        for (int i = 0; i < 6; i++) {
            long one, two;

            if (strcmp(operator, numeric[i]) != 0)
                continue;
            one = number_of(left);
            two = number_of(right);
            *result = i == 0 ? one == two : i == 1 ? one != two : i == 2 ? one < two : i == 3 ? one <= two
                    : i == 4 ? one > two : one >= two;
            return 1;
        }
        return 0;
    }
    return 1;
}

static int primary(void)
{
    int result;

    if (at >= end)
        return complain_about("argument expected", name);
    if (end - at >= 3 && binary(at[0], at[1], at[2], &result)) {
        at += 3;
        return result;
    }
    if (!strcmp(*at, "!") && end - at > 1) {
        at++;
        return !primary();
    }
    if (!strcmp(*at, "(") && end - at > 1) {
        at++;
        result = either();
        if (at < end && !strcmp(*at, ")"))
            at++;
        return result;
    }
    if (end - at >= 2 && at[0][0] == '-' && at[0][1] && !at[0][2] && strchr("bcdefghLnprsStuwxz", at[0][1])) {
        at += 2;
        return unary(at[-2][1], at[-1]);
    }
    return **at++ != '\0';
}

static int both(void)
{
    int result = primary();

    while (at < end && !strcmp(*at, "-a")) {
        at++;
        result &= primary();
    }
    return result;
}

static int either(void)
{
    int result = both();

    while (at < end && !strcmp(*at, "-o")) {
        at++;
        result |= both();
    }
    return result;
}

int evaluate_test(int argc, char **argv)
{
    int result;

    name = argv[0];
    at = argv + 1;
    end = argv + argc;
    is_wrong = 0;
    if (!strcmp(last_part(name), "[")) {
        if (argc < 2 || strcmp(argv[argc - 1], "]") != 0) {
            complain_about("missing ]", name);
            return 2;
        }
        end--;
    }
    if (at == end)
        return 1;
    result = either();
    if (at < end)
        complain_about("unexpected operator", *at);
    return is_wrong ? 2 : !result;
}
