/* <search.h>, qsort_r and aligned memory. */
#define _GNU_SOURCE
#include <malloc.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int compare(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

static int compare_signed(const void *a, const void *b, void *sign)
{
    return compare(a, b) * *(int *)sign;
}

static void show(const void *node, VISIT visit, int level)
{
    (void)level;
    if (visit == postorder || visit == leaf)
        printf(" %d", **(int *const *)node);
}

int main(void)
{
    int values[8] = { 5, 2, 8, 1, 9 };
    int sign = -1;
    int key = 8;
    size_t count = 5;
    void *root = NULL;
    void *block;
    ENTRY item = { "one", (void *)1 };
    ENTRY *found;

    qsort_r(values, count, sizeof(*values), compare_signed, &sign);
    for (size_t i = 0; i < count; i++) {
        printf("%d ", values[i]);
        tsearch(&values[i], &root, compare);
    }
    twalk(root, show);
    printf("\n%d", **(int **)tfind(&key, &root, compare));
    tdelete(&key, &root, compare);
    printf(" %d\n", tfind(&key, &root, compare) == NULL);
    hcreate(10);
    hsearch(item, ENTER);
    item.key = "two";
    found = hsearch(item, FIND);
    printf("%s", found ? "?" : "not there");
    item.key = "one";
    found = hsearch(item, FIND);
    printf(" %ld\n", (long)found->data);
    hdestroy();
    key = 77;
    lsearch(&key, values, &count, sizeof(*values), compare);
    printf("%zu %d %d\n", count, values[5], lfind(&sign, values, &count, sizeof(*values), compare) == NULL);
    printf("%d", posix_memalign(&block, 3, 1));
    for (size_t align = 16; align <= 4096; align *= 4) {
        printf(" %d", posix_memalign(&block, align, 100));
        memset(block, 1, 100);
        printf(" %lu", (unsigned long)block % align);
        if (align != 64)
            free(block);
    }
    block = aligned_alloc(256, 512);
    printf(" %lu %d\n", (unsigned long)block % 256, malloc_usable_size(malloc(10)) == 24);
    return 0;
}
