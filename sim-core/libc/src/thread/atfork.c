/* What is to be done around fork: pthread_atfork(3). */
#include <bits/atfork.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

struct handlers {
    struct handlers *newer;
    struct handlers *older;
    void (*prepare)(void);
    void (*parent)(void);
    void (*child)(void);
};

static struct handlers *oldest;
static struct handlers *newest;

int pthread_atfork(void (*prepare)(void), void (*parent)(void), void (*child)(void))
{
    struct handlers *new = malloc(sizeof(*new));

    if (!new)
        return ENOMEM;
    *new = (struct handlers){ NULL, newest, prepare, parent, child };
    if (newest)
        newest->newer = new;
    else
        oldest = new;
    newest = new;
    return 0;
}

/* Last in, first out before the fork; first in, first out behind it. */
void __atfork_prepare(void)
{
    for (struct handlers *at = newest; at; at = at->older)
        if (at->prepare)
            at->prepare();
}

void __atfork_parent(void)
{
    for (struct handlers *at = oldest; at; at = at->newer)
        if (at->parent)
            at->parent();
}

void __atfork_child(void)
{
    for (struct handlers *at = oldest; at; at = at->newer)
        if (at->child)
            at->child();
}
