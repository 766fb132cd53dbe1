/* Searching an array from its start, and doubly linked queues: lsearch(3), insque(3). */
#include <search.h>
#include <stddef.h>
#include <string.h>

void *lfind(const void *key, const void *base, size_t *count, size_t size, int (*compare)(const void *, const void *))
{
    const char *at = base;

    for (size_t index = 0; index < *count; index++, at += size)
        if (compare(key, at) == 0)
            return (void *)at;
    return NULL;
}

void *lsearch(const void *key, void *base, size_t *count, size_t size, int (*compare)(const void *, const void *))
{
    void *found = lfind(key, base, count, size, compare);

    if (!found) {
        found = memcpy((char *)base + *count * size, key, size);
        ++*count;
    }
    return found;
}

void insque(void *element, void *before)
{
    struct qelem *item = element;
    struct qelem *left = before;

    if (!left) {
        item->q_forw = item->q_back = NULL;
        return;
    }
    item->q_forw = left->q_forw;
    item->q_back = left;
    left->q_forw = item;
    if (item->q_forw)
        item->q_forw->q_back = item;
}

void remque(void *element)
{
    struct qelem *item = element;

    if (item->q_forw)
        item->q_forw->q_back = item->q_back;
    if (item->q_back)
        item->q_back->q_forw = item->q_forw;
}
