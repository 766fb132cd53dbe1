/* The shell: where its commands come from, and how it ends. */
#include "sh.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *shell_name = "sh";
char **parameters;
int parameter_count;
int shell_pid;
int line_number = 1;
int stops_on_failure;
int shows_commands;
int is_interactive;

void *allocate(size_t size)
{
    void *block = malloc(size);

    if (!block)
        fail(2, "Out of space");
    return block;
}

/* dash says the line in which the command stands. */
static void say(const char *format, va_list list)
{
    fflush(stdout);
    fprintf(stderr, "%s: %d: ", shell_name, line_number);
    vfprintf(stderr, format, list);
    fputc('\n', stderr);
}

void complain(const char *format, ...)
{
    va_list list;

    va_start(list, format);
    say(format, list);
    va_end(list);
}

void fail(int status, const char *format, ...)
{
    va_list list;

    va_start(list, format);
    say(format, list);
    va_end(list);
    exit_shell(status);
}

void exit_shell(int status)
{
    last_status = status;
    run_exit_trap();
    fflush(stdout);
    _exit(status);
}

static void prompt(void)
{
    const char *text = variable("PS1");

    if (is_interactive && source->at >= source->len)
        fputs(text ? text : geteuid() ? "$ " : "# ", stderr);
}

/* Whether the commands of a text end with the line that has just been read. */
static int is_at_end(void)
{
    size_t at = source->at;

    while (at < source->len && strchr(" \t\n;", source->text[at]))
        at++;
    return source->fd < 0 && at >= source->len;
}

/* Runs what comes from the current source, line by line. */
static void run_lines(int how)
{
    for (;;) {
        struct node *line;
        int is_over;

        prompt();
        advance();
        line = parse_line();
        is_over = token == END || is_at_end();
        run(line, is_over ? how : MAY_RETURN);
        if (is_over || returns)
            return;
    }
}

void run_source(void)
{
    run_lines(IS_LAST);
}

/* `eval`, traps, `$(…)`: a text inside of another. */
void run_text(const char *text)
{
    struct source inner = { text, strlen(text), 0, -1, line_number, NULL }, *outer = source;
    enum token outer_token = token;

    source = &inner;
    run_lines(MAY_RETURN);
    source = outer;
    token = outer_token;
}

/* Runs the commands of a file; -1 if it cannot be opened. */
int run_file(const char *path)
{
    struct source inner = { "", 0, 0, open(path, O_RDONLY | O_CLOEXEC), 1, NULL }, *outer = source;

    if (inner.fd < 0)
        return -1;
    source = &inner;
    run_lines(MAY_RETURN);
    source = outer;
    close(inner.fd);
    free(inner.buffer);
    return 0;
}

static void open_script(const char *path, struct source *from)
{
    int fd = open(path, O_RDONLY);

    if (fd < 0)
        fail(errno == ENOENT ? 2 : 126, "cannot open %s: %s", path, errno == ENOENT ? "No such file" : strerror(errno));
    /* Out of the way of the script's own descriptors. */
    from->fd = fcntl(fd, F_DUPFD, 10);
    fcntl(from->fd, F_SETFD, FD_CLOEXEC);
    close(fd);
}

/* Takes the options; gives the index of what follows. */
static int take_options(int argc, char **argv, int *is_command)
{
    int at = 1;

    for (; at < argc && argv[at][0] == '-' && argv[at][1]; at++) {
        if (!strcmp(argv[at], "--"))
            return at + 1;
        for (const char *option = argv[at] + 1; *option; option++) {
            *is_command |= *option == 'c';
            stops_on_failure |= *option == 'e';
            shows_commands |= *option == 'x';
            is_interactive |= *option == 'i';
        }
    }
    return at;
}

int main(int argc, char **argv)
{
    struct source from = { "", 0, 0, -1, 1, NULL };
    int is_command = 0, at = take_options(argc, argv, &is_command);

    shell_pid = getpid();
    shell_name = argv[0];
    import_environment();
    source = &from;
    if (is_command) {
        if (at >= argc)
            fail(2, "-c requires an argument");
        from.text = argv[at];
        from.len = strlen(argv[at++]);
    } else if (at < argc) {
        open_script(argv[at], &from);
    } else {
        from.fd = 0;
        is_interactive |= isatty(0) && isatty(2);
    }
    if (at < argc)
        shell_name = argv[at++];
    parameters = argv + at;
    parameter_count = at < argc ? argc - at : 0;
    if (is_interactive)
        signal(SIGTERM, SIG_IGN);
    run_source();
    exit_shell(last_status);
}
