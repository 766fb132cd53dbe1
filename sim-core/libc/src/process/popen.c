/* popen(3), pclose(3): a pipe to or from a command of the shell. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* A command that somebody reads from or writes to. */
struct command {
    FILE *stream;
    pid_t pid;
    struct command *next;
};

static struct command *commands;

/* The child: the other end of the pipe is its standard input or output. Ends of earlier pipes go with execve. */
static void become(const char *command, int end, int standard)
{
    if (end == standard)
        fcntl(end, F_SETFD, 0);
    else
        dup2(end, standard);
    execl("/bin/sh", "sh", "-c", "--", command, (char *)NULL);
    _exit(127);
}

/* Starts a command; gives this process's end of the pipe, or -1. */
static int start(struct command *new, const char *command, int reads)
{
    int ends[2];

    if (pipe2(ends, O_CLOEXEC) < 0)
        return -1;
    new->pid = vfork();
    if (new->pid == 0)
        become(command, ends[reads], reads);
    close(ends[reads]);
    if (new->pid > 0)
        return ends[!reads];
    close(ends[!reads]);
    return -1;
}

FILE *popen(const char *command, const char *mode)
{
    int reads = *mode == 'r', end;
    struct command *new;

    if ((*mode != 'r' && *mode != 'w') || mode[1 + (mode[1] == 'e')] != '\0') {
        errno = EINVAL;
        return NULL;
    }
    new = malloc(sizeof(*new));
    if (!new)
        return NULL;
    end = start(new, command, reads);
    new->stream = end < 0 ? NULL : fdopen(end, reads ? "r" : "w");
    if (!new->stream) {
        free(new);
        return NULL;
    }
    if (!strchr(mode, 'e'))
        fcntl(end, F_SETFD, 0);
    new->next = commands;
    commands = new;
    return new->stream;
}

int pclose(FILE *stream)
{
    struct command **link = &commands, *command;
    int status;
    pid_t pid;

    while (*link && (*link)->stream != stream)
        link = &(*link)->next;
    command = *link;
    if (!command) {
        errno = ECHILD;
        return -1;
    }
    *link = command->next;
    pid = command->pid;
    free(command);
    fclose(stream);
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    return status;
}
