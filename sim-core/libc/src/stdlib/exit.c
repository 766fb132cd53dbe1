/* exit(3): runs what atexit and on_exit registered, last first, then the destructors, flushes the streams and ends the
 * process. quick_exit(3) runs only what at_quick_exit registered. */
#include <stdlib.h>
#include <unistd.h>

#define ROOM 32 /* C11 7.22.4.2: at least 32 */

struct entry {
    void (*function)(int status, void *argument);
    void *argument;
};

struct block {
    struct block *older;
    int used;
    struct entry entries[ROOM];
};

struct list {
    struct block first;
    struct block *newest;
};

static struct list at_exit = { .newest = &at_exit.first };
static struct list at_quick = { .newest = &at_quick.first };

void __stdio_exit(void);

/* The program's destructors, last one first and then NULL: the linker makes the list. */
extern void (*const __fini_array[])(void);

static int add(struct list *list, void (*function)(int, void *), void *argument)
{
    if (list->newest->used == ROOM) {
        struct block *block = malloc(sizeof(*block));

        if (!block)
            return -1;
        block->older = list->newest;
        block->used = 0;
        list->newest = block;
    }
    list->newest->entries[list->newest->used++] = (struct entry){ function, argument };
    return 0;
}

static void run(struct list *list, int status)
{
    for (; list->newest; list->newest = list->newest->older)
        while (list->newest->used > 0) {
            struct entry *entry = &list->newest->entries[--list->newest->used];

            entry->function(status, entry->argument);
        }
    list->newest = &list->first;
}

/* A function of atexit does not look at the arguments. */
int atexit(void (*function)(void))
{
    return add(&at_exit, (void (*)(int, void *))(void *)function, NULL);
}

int on_exit(void (*function)(int, void *), void *argument)
{
    return add(&at_exit, function, argument);
}

int at_quick_exit(void (*function)(void))
{
    return add(&at_quick, (void (*)(int, void *))(void *)function, NULL);
}

_Noreturn void exit(int status)
{
    run(&at_exit, status);
    for (void (*const *destructor)(void) = __fini_array; *destructor; destructor++)
        (*destructor)();
    __stdio_exit();
    _exit(status);
}

_Noreturn void quick_exit(int status)
{
    run(&at_quick, status);
    _exit(status);
}
