/* exit(3): runs what atexit registered, last first, then flushes the streams and ends the process. */
#include <stdlib.h>
#include <unistd.h>

#define ROOM 32 /* C11 7.22.4.2: at least 32 */

struct block {
    struct block *older;
    int used;
    void (*functions[ROOM])(void);
};

static struct block first_block;
static struct block *newest = &first_block;

void __stdio_exit(void);

int atexit(void (*function)(void))
{
    if (newest->used == ROOM) {
        struct block *block = malloc(sizeof(*block));

        if (!block)
            return -1;
        block->older = newest;
        block->used = 0;
        newest = block;
    }
    newest->functions[newest->used++] = function;
    return 0;
}

_Noreturn void exit(int status)
{
    for (; newest; newest = newest->older)
        while (newest->used > 0)
            newest->functions[--newest->used]();
    newest = &first_block;
    __stdio_exit();
    _exit(status);
}
