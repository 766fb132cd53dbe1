/* The shell's own commands, by name (XCU 2.14 and the usual others). */
#include "sh.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct {
    const char *name;
    builtin *function;
    int is_special;
} builtins[] = {
    { ".", do_dot, 1 }, { ":", do_true, 1 }, { "[", do_test, 0 }, { "break", do_break, 1 }, { "cd", do_cd, 0 },
    { "command", do_command, 0 }, { "continue", do_break, 1 }, { "echo", do_echo, 0 }, { "eval", do_eval, 1 },
    { "exec", do_exec, 1 }, { "exit", do_exit, 1 }, { "export", do_export, 1 }, { "false", do_false, 0 },
    { "kill", do_kill, 0 }, { "local", do_local, 0 }, { "printf", do_printf, 0 }, { "pwd", do_pwd, 0 },
    { "read", do_read, 0 }, { "readonly", do_export, 1 }, { "return", do_return, 1 }, { "set", do_set, 1 },
    { "shift", do_shift, 1 }, { "test", do_test, 0 }, { "trap", do_trap, 1 }, { "true", do_true, 0 },
    { "type", do_type, 0 }, { "umask", do_umask, 0 }, { "unset", do_unset, 1 }, { "wait", do_wait, 0 },
};

builtin *find_builtin(const char *name)
{
    for (size_t i = 0; i < sizeof(builtins) / sizeof(builtins[0]); i++)
        if (!strcmp(builtins[i].name, name))
            return builtins[i].function;
    return NULL;
}

int is_special(const char *name)
{
    for (size_t i = 0; i < sizeof(builtins) / sizeof(builtins[0]); i++)
        if (!strcmp(builtins[i].name, name))
            return builtins[i].is_special;
    return 0;
}

int do_true(int argc, char **argv)
{
    (void)argc;
    (void)argv;
    return 0;
}

int do_false(int argc, char **argv)
{
    (void)argc;
    (void)argv;
    return 1;
}

int do_cd(int argc, char **argv)
{
    const char *to = argc > 1 ? argv[1] : variable("HOME"), *old = variable("PWD");
    int says = argc > 1 && !strcmp(argv[1], "-");
    char cwd[4096], *from = strdup(old ? old : "");

    if (says)
        to = variable("OLDPWD");
    if (!to || chdir(to) < 0) {
        complain("cd: can't cd to %s", to ? to : "");
        return 2;
    }
    if (getcwd(cwd, sizeof(cwd)))
        set_variable("PWD", cwd);
    set_variable("OLDPWD", from);
    free(from);
    if (says)
        puts(cwd);
    return 0;
}

int do_pwd(int argc, char **argv)
{
    char cwd[4096];

    (void)argc;
    (void)argv;
    if (!getcwd(cwd, sizeof(cwd)))
        return 1;
    puts(cwd);
    return 0;
}

int do_eval(int argc, char **argv)
{
    size_t len = 1;
    char *text;

    for (int i = 1; i < argc; i++)
        len += strlen(argv[i]) + 1;
    text = allocate(len);
    *text = '\0';
    for (int i = 1; i < argc; i++)
        strcat(strcat(text, i > 1 ? " " : ""), argv[i]);
    last_status = 0;
    run_text(text);
    return last_status;
}

int do_exec(int argc, char **argv)
{
    if (argc > 1)
        execute(argv + 1);
    return 0;
}

static int number_of(const char *name, const char *text)
{
    if (!*text || text[strspn(text, "0123456789")])
        fail(2, "%s: Illegal number: %s", name, text);
    return atoi(text);
}

int do_exit(int argc, char **argv)
{
    exit_shell(argc > 1 ? number_of(argv[0], argv[1]) & 255 : last_status);
}

int do_return(int argc, char **argv)
{
    returns = 1;
    return argc > 1 ? number_of(argv[0], argv[1]) & 255 : last_status;
}

int do_break(int argc, char **argv)
{
    break_depth = argc > 1 ? number_of(argv[0], argv[1]) : 1;
    continues_loop = *argv[0] == 'c';
    return 0;
}

/* `export` and `readonly`, which is not kept here. */
int do_export(int argc, char **argv)
{
    int exports = *argv[0] == 'e', at = 1;

    if (argc < 2 || !strcmp(argv[1], "-p")) {
        print_variables(exports);
        return 0;
    }
    for (; at < argc; at++) {
        size_t len = strcspn(argv[at], "=");

        if (!is_name(argv[at], len))
            fail(2, "%s: %.*s: bad variable name", argv[0], (int)len, argv[at]);
        if (argv[at][len])
            assign(argv[at], argv[at] + len + 1);
        if (exports)
            export_variable(strndup(argv[at], len));
    }
    return 0;
}

int do_local(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        size_t len = strcspn(argv[i], "=");

        make_local(strndup(argv[i], len));
        if (argv[i][len])
            assign(argv[i], argv[i] + len + 1);
    }
    return 0;
}

int do_unset(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (*argv[i] != '-')
            unset_variable(argv[i]);
    return 0;
}

static void set_option(const char *option)
{
    int is_on = *option == '-';

    for (option++; *option; option++) {
        if (*option == 'e')
            stops_on_failure = is_on;
        else if (*option == 'x')
            shows_commands = is_on;
        else
            fail(2, "set: Illegal option %c%c", is_on ? '-' : '+', *option);
    }
}

int do_set(int argc, char **argv)
{
    int at = 1;

    if (argc == 1)
        print_variables(0);
    for (; at < argc && (*argv[at] == '-' || *argv[at] == '+') && strcmp(argv[at], "--"); at++)
        set_option(argv[at]);
    if (at == argc)
        return 0;
    at += !strcmp(argv[at], "--");
    parameter_count = argc - at;
    parameters = allocate(((size_t)parameter_count + 1) * sizeof(char *));
    for (int i = 0; i < parameter_count; i++)
        parameters[i] = strdup(argv[at + i]);
    return 0;
}

int do_shift(int argc, char **argv)
{
    int count = argc > 1 ? number_of(argv[0], argv[1]) : 1;

    if (count > parameter_count)
        fail(2, "shift: can't shift that many");
    parameters += count;
    parameter_count -= count;
    return 0;
}

int do_umask(int argc, char **argv)
{
    mode_t old;

    if (argc > 1) {
        umask((mode_t)strtol(argv[1], NULL, 8));
        return 0;
    }
    old = umask(0);
    umask(old);
    printf("%04o\n", old);
    return 0;
}

int do_wait(int argc, char **argv)
{
    int status = 0;

    if (argc < 2)
        return wait_for_all();
    for (int i = 1; i < argc; i++)
        status = wait_for_child(atoi(argv[i]));
    return status;
}

int do_trap(int argc, char **argv)
{
    const char *action = argc > 2 && strcmp(argv[1], "-") ? argv[1] : NULL;

    for (int i = argc > 2 ? 2 : 1; i < argc; i++)
        set_trap(action, argv[i]);
    return 0;
}

int do_dot(int argc, char **argv)
{
    if (argc < 2)
        return 0;
    if (run_file(argv[1]) < 0)
        fail(2, ".: cannot open %s: No such file", argv[1]);
    returns = 0;
    return last_status;
}

/* Where a command is found along PATH; NULL if nowhere. */
static char *found(const char *name)
{
    for (const char *at = variable("PATH"); at && !strchr(name, '/');) {
        size_t len = strcspn(at, ":");
        char *file = allocate(len + strlen(name) + 2);

        sprintf(file, "%.*s%s%s", (int)len, at, len ? "/" : "", name);
        if (access(file, X_OK) == 0)
            return file;
        free(file);
        at = at[len] ? at + len + 1 : NULL;
    }
    return strchr(name, '/') && access(name, X_OK) == 0 ? strdup(name) : NULL;
}

int do_type(int argc, char **argv)
{
    int status = 0;

    for (int i = 1; i < argc; i++) {
        char *path = found(argv[i]);

        if (find_function(argv[i]))
            printf("%s is a shell function\n", argv[i]);
        else if (find_builtin(argv[i]))
            printf("%s is a %sshell builtin\n", argv[i], is_special(argv[i]) ? "special " : "");
        else if (path)
            printf("%s is %s\n", argv[i], path);
        else
            printf("%s: not found\n", argv[i]), status = 127;
    }
    return status;
}

/* `command -v NAME`, and `command NAME …` past functions. */
int do_command(int argc, char **argv)
{
    if (argc > 2 && !strcmp(argv[1], "-v")) {
        char *path = find_builtin(argv[2]) ? strdup(argv[2]) : found(argv[2]);

        if (path)
            puts(path);
        return path ? 0 : 127;
    }
    if (argc > 1 && find_builtin(argv[1]))
        return find_builtin(argv[1])(argc - 1, argv + 1);
    if (argc > 1) {
        pid_t child = start_child();

        if (child == 0)
            execute(argv + 1);
        return wait_for_child(child);
    }
    return 0;
}
