/* Processes for the parts of a pipeline, for the background, and for `$(…)`. */
#include "sh.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void move(int from, int to)
{
    if (from >= 0 && from != to) {
        dup2(from, to);
        close(from);
    }
}

/* Starts the commands of a pipeline; gives the last one's id. */
static pid_t start_pipeline(const struct node *node, int is_background)
{
    int input = -1;
    pid_t child = 0;

    for (; node; node = node->second) {
        int ends[2] = { -1, -1 };

        if (node->second && pipe(ends) < 0)
            fail(2, "Pipe call failed");
        child = start_child();
        if (child == 0) {
            if (is_background) {
                signal(SIGINT, SIG_IGN);
                signal(SIGQUIT, SIG_IGN);
                if (input < 0)
                    input = open("/dev/null", O_RDONLY);
            }
            if (ends[0] >= 0)
                close(ends[0]);
            move(input, 0);
            move(ends[1], 1);
            run(node->first, IS_LAST);
            exit_shell(last_status);
        }
        if (input >= 0)
            close(input);
        if (ends[1] >= 0)
            close(ends[1]);
        input = ends[0];
        if (is_background)
            leave_in_background(child);
    }
    return child;
}

void run_pipeline(const struct node *node)
{
    pid_t last = start_pipeline(node, 0);

    last_status = wait_for_child(last);
    /* The others are waited for too: the shell's pipeline is over when all of it is. */
    wait_for_child(0);
}

void run_in_background(const struct node *node)
{
    struct node single = *node;

    if (node->kind == PIPELINE) {
        last_child = start_pipeline(node, 1);
    } else {
        memset(&single, 0, sizeof(single));
        single.kind = PIPELINE;
        single.first = (struct node *)node;
        last_child = start_pipeline(&single, 1);
    }
    last_status = 0;
}

/* All that can be read, without the newlines at its end. */
static char *read_all(int fd)
{
    size_t len = 0, room = 0;
    char *text = NULL;
    ssize_t count;

    do {
        if (len + 1024 > room)
            text = realloc(text, room += 4096);
        count = read(fd, text + len, room - len - 1);
        if (count > 0)
            len += (size_t)count;
    } while (count > 0 || (count < 0 && errno == EINTR));
    while (len > 0 && text[len - 1] == '\n')
        len--;
    text[len] = '\0';
    return text;
}

/* What a command writes (XCU 2.6.3). */
char *output_of(const char *command)
{
    int ends[2];
    pid_t child;
    char *output;

    if (pipe(ends) < 0)
        fail(2, "Pipe call failed");
    child = start_child();
    if (child == 0) {
        close(ends[0]);
        move(ends[1], 1);
        forget_traps();
        run_text(command);
        exit_shell(last_status);
    }
    close(ends[1]);
    output = read_all(ends[0]);
    close(ends[0]);
    last_status = wait_for_child(child);
    return output;
}

/* Runs a file that is neither program nor script with an interpreter: as shells do, by themselves. */
static void run_as_script(const char *path, char **words)
{
    size_t count = 0;
    char **with;

    while (words[count])
        count++;
    with = allocate((count + 2) * sizeof(char *));
    with[0] = "sh";
    with[1] = (char *)path;
    memcpy(with + 2, words + 1, count * sizeof(char *));
    execve("/bin/sh", with, environment());
}

static void try_path(const char *path, char **words, char **env)
{
    execve(path, words, env);
    if (errno == ENOEXEC) {
        run_as_script(path, words);
        errno = ENOEXEC;
    }
}

static void try_all(char **words, char **env)
{
    const char *path = variable("PATH");
    int refused = 0;

    for (const char *at = path ? path : "/bin:/usr/bin"; at;) {
        size_t len = strcspn(at, ":");
        char *file = allocate(len + strlen(words[0]) + 2);

        sprintf(file, "%.*s%s%s", (int)len, at, len ? "/" : "", words[0]);
        try_path(file, words, env);
        if (errno != ENOENT && errno != ENOTDIR)
            refused = errno;
        free(file);
        at = at[len] ? at + len + 1 : NULL;
    }
    if (refused)
        errno = refused;
}

/* Becomes another program. */
void execute(char **words)
{
    char **env = environment();

    fflush(stdout);
    if (strchr(words[0], '/'))
        try_path(words[0], words, env);
    else
        try_all(words, env);
    if (errno == ENOENT || errno == ENOTDIR) {
        complain("%s: not found", words[0]);
        exit_shell(127);
    }
    complain("%s: %s", words[0], strerror(errno));
    exit_shell(126);
}
