/* `read`: a line to variables, split as fields are; `echo` and `kill`, which a shell has for itself. */
#include "sh.h"
#include "condition.h"
#include "escapes.h"
#include "signals.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A line without its newline, read byte by byte: what follows is for others. -1 at the end of the input. */
static int read_line(struct text *line, int is_raw)
{
    char c;

    for (;;) {
        if (read(0, &c, 1) != 1)
            return line->len > 0 ? 1 : -1;
        if (c == '\n')
            return 0;
        if (c == '\\' && !is_raw) {
            if (read(0, &c, 1) != 1)
                return 1;
            if (c != '\n')
                add_char(line, c, QUOTED);
            continue;
        }
        add_char(line, c, SPLIT);
    }
}

static int is_blank_at(const struct text *line, size_t at)
{
    return line->marks[at] == SPLIT && strchr(" \t", line->bytes[at]);
}

static int separates(const struct text *line, size_t at, const char *separators)
{
    return line->marks[at] == SPLIT && strchr(separators, line->bytes[at]);
}

/* Gives each name a field and the last one all that is left. */
static void distribute(struct text *line, char **names, int count)
{
    const char *separators = variable("IFS") ? variable("IFS") : " \t\n";
    size_t at = 0, end = line->len;

    while (end > 0 && is_blank_at(line, end - 1) && separates(line, end - 1, separators))
        end--;
    for (int i = 0; i < count; i++) {
        size_t start;
        char *value;

        while (at < end && is_blank_at(line, at) && separates(line, at, separators))
            at++;
        start = at;
        while (at < end && (i == count - 1 || !separates(line, at, separators)))
            at++;
        value = start < at ? strndup(line->bytes + start, at - start) : strdup("");
        set_variable(names[i], value);
        free(value);
        if (at < end && !is_blank_at(line, at))
            at++;
    }
}

int do_read(int argc, char **argv)
{
    struct text line = { NULL, NULL, 0, 0 };
    int at = 1, is_raw = 0, end;
    char *reply[] = { "REPLY" };

    for (; at < argc && *argv[at] == '-'; at++) {
        is_raw |= strchr(argv[at], 'r') != NULL;
        if (strchr(argv[at], 'p') && at + 1 < argc)
            fputs(argv[++at], stderr);
    }
    end = read_line(&line, is_raw);
    distribute(&line, at < argc ? argv + at : reply, at < argc ? argc - at : 1);
    free(line.bytes);
    free(line.marks);
    return end != 0;
}

/* dash's echo knows escapes, and no option but -n. */
int do_echo(int argc, char **argv)
{
    int at = 1, has_newline = 1;

    if (at < argc && !strcmp(argv[at], "-n"))
        has_newline = 0, at++;
    for (; at < argc; at++) {
        if (print_escaped(argv[at], ESCAPES_OF_ECHO) < 0)
            return 0;
        if (at + 1 < argc)
            putchar(' ');
    }
    if (has_newline)
        putchar('\n');
    return 0;
}

int do_printf(int argc, char **argv)
{
    if (argc < 2)
        fail(2, "printf: usage: printf format [arg ...]");
    return print_formatted(argc - 1, argv + 1);
}

int do_test(int argc, char **argv)
{
    return evaluate_test(argc, argv);
}

int do_kill(int argc, char **argv)
{
    int signal = SIGTERM, at = 1, status = 0;

    if (argc > 1 && !strcmp(argv[1], "-l"))
        return list_signals(argc - 2, argv + 2);
    if (at < argc && *argv[at] == '-') {
        const char *name = !strcmp(argv[at], "-s") && at + 1 < argc ? argv[++at] : argv[at] + 1;

        signal = signal_of(name);
        if (signal < 0)
            fail(2, "kill: Illegal option -%c", *name);
        at++;
    }
    if (at >= argc)
        fail(2, "kill: Usage: kill [-s sigspec | -signum | -sigspec] [pid | job]... or\nkill -l [exitstatus]");
    for (; at < argc; at++) {
        if (kill(atoi(argv[at]), signal) < 0) {
            complain("kill: %s", strerror(errno));
            status = 1;
        }
    }
    return status;
}
