/* qsort(3), qsort_r(3): glibc sorts by merging, with a copy of the array, so equal elements keep their order; bsearch(3). */
#include <stdlib.h>
#include <string.h>

#define STACK_ROOM 1024 /* a smaller copy lies on the stack */

struct sorting {
    char *copy;
    size_t size;
    int (*compare)(const void *, const void *, void *);
    void *argument;
};

static void merge_sort(const struct sorting *sorting, char *base, size_t count)
{
    size_t size = sorting->size;
    size_t left_count = count / 2;
    size_t right_count = count - left_count;
    char *left = base;
    char *right = base + left_count * size;
    char *out = sorting->copy;

    if (count <= 1)
        return;
    merge_sort(sorting, left, left_count);
    merge_sort(sorting, right, right_count);
    while (left_count > 0 && right_count > 0) {
        if (sorting->compare(left, right, sorting->argument) <= 0) {
            memcpy(out, left, size);
            left += size;
            left_count--;
        } else {
            memcpy(out, right, size);
            right += size;
            right_count--;
        }
        out += size;
    }
    memcpy(out, left, left_count * size);
    memcpy(base, sorting->copy, (count - right_count) * size);
}

void qsort_r(void *base, size_t count, size_t size, int (*compare)(const void *, const void *, void *), void *argument)
{
    struct sorting sorting = { NULL, size, compare, argument };

    if (count * size < STACK_ROOM) {
        char room[STACK_ROOM];

        sorting.copy = room;
        merge_sort(&sorting, base, count);
        return;
    }
    sorting.copy = malloc(count * size);
    if (!sorting.copy)
        abort();
    merge_sort(&sorting, base, count);
    free(sorting.copy);
}

/* A comparison without an argument takes none of the two others' places: the one behind them is not looked at. */
void qsort(void *base, size_t count, size_t size, int (*compare)(const void *, const void *))
{
    qsort_r(base, count, size, (int (*)(const void *, const void *, void *))(void *)compare, NULL);
}

void *bsearch(const void *key, const void *base, size_t count, size_t size, int (*compare)(const void *, const void *))
{
    size_t low = 0;
    size_t high = count;

    while (low < high) {
        size_t middle = (low + high) / 2;
        const void *at = (const char *)base + middle * size;
        int order = compare(key, at);

        if (order == 0)
            return (void *)at;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}
