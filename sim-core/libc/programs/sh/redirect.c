/* Redirections (XCU 2.7), for good or for the time of one command. */
#include "sh.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Where descriptors are kept meanwhile. */
#define ASIDE 10

static int open_target(const struct redirect *redirect, const char *path)
{
    int makes = redirect->direction == INTO || redirect->direction == APPEND;
    int flags = redirect->direction == FROM ? O_RDONLY
              : redirect->direction == BOTH ? O_RDWR | O_CREAT
              : O_WRONLY | O_CREAT | (redirect->direction == APPEND ? O_APPEND : O_TRUNC);
    int fd = open(path, flags, 0666);

    if (fd >= 0)
        return fd;
    if (errno == ENOENT)
        complain("cannot %s %s: %s", makes ? "create" : "open", path, makes ? "Directory nonexistent" : "No such file");
    else
        complain("cannot %s %s: %s", makes ? "create" : "open", path, strerror(errno));
    return -1;
}

/* A here-document is what is in a pipe; a long one needs somebody to fill it. */
static int open_here(const struct redirect *redirect)
{
    char *text = redirect->is_literal ? strdup(redirect->target) : expand_here(redirect->target);
    size_t len = strlen(text);
    int ends[2];

    if (pipe(ends) < 0)
        fail(2, "Pipe call failed");
    if (len <= 4096) {
        write(ends[1], text, len);
    } else if (start_child() == 0) {
        close(ends[0]);
        write(ends[1], text, len);
        _exit(0);
    }
    close(ends[1]);
    free(text);
    return ends[0];
}

/* Remembers what a descriptor was: the pair (number, copy), -1 for one that was closed. */
static void keep(int fd, struct strings *undo)
{
    int copy;

    if (!undo)
        return;
    copy = fcntl(fd, F_DUPFD, ASIDE);
    if (copy >= 0)
        fcntl(copy, F_SETFD, FD_CLOEXEC);
    add_to(undo, (char *)(long)fd);
    add_to(undo, (char *)(long)copy);
}

static int copy_descriptor(const struct redirect *redirect, const char *from)
{
    if (!strcmp(from, "-")) {
        close(redirect->fd);
        return 0;
    }
    if (from[strspn(from, "0123456789")] != '\0' || dup2(atoi(from), redirect->fd) < 0) {
        complain("%s: Bad file descriptor", from);
        return -1;
    }
    return 0;
}

static int apply(const struct redirect *redirect, struct strings *undo)
{
    char *target = redirect->direction == HERE ? NULL : expand_one(redirect->target);
    int fd, failed = 0;

    if (redirect->direction == COPY) {
        keep(redirect->fd, undo);
        failed = copy_descriptor(redirect, target);
    } else {
        fd = redirect->direction == HERE ? open_here(redirect) : open_target(redirect, target);
        if (fd < 0) {
            failed = -1;
        } else if (fd != redirect->fd) {
            keep(redirect->fd, undo);
            dup2(fd, redirect->fd);
            close(fd);
        } else {
            /* It was closed before: it is to be so again. */
            if (undo) {
                add_to(undo, (char *)(long)fd);
                add_to(undo, (char *)-1L);
            }
        }
    }
    free(target);
    return failed;
}

/* Returns -1 if one failed; `undo` NULL: for good. */
int apply_redirects(const struct redirect *redirects, struct strings *undo)
{
    if (redirects)
        fflush(stdout);
    for (; redirects; redirects = redirects->next)
        if (apply(redirects, undo) < 0)
            return -1;
    return 0;
}

void undo_redirects(struct strings *undo)
{
    while (undo->count > 0) {
        int copy = (int)(long)undo->items[--undo->count];
        int fd = (int)(long)undo->items[--undo->count];

        if (copy < 0) {
            close(fd);
        } else {
            dup2(copy, fd);
            close(copy);
        }
    }
    free(undo->items);
}
