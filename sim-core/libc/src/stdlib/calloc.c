/* Arrays on the heap: calloc(3), reallocarray(3). A product that overflows is refused. */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static int overflows(size_t count, size_t size)
{
    if (size == 0 || count <= SIZE_MAX / size)
        return 0;
    errno = ENOMEM;
    return 1;
}

void *calloc(size_t count, size_t size)
{
    void *block;

    if (overflows(count, size))
        return NULL;
    block = malloc(count * size);
    return block ? memset(block, 0, count * size) : NULL;
}

void *reallocarray(void *block, size_t count, size_t size)
{
    return overflows(count, size) ? NULL : realloc(block, count * size);
}
