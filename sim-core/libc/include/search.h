/* <search.h>: tables, trees and lists to search in (hsearch(3), tsearch(3), lsearch(3), insque(3)). */
#ifndef _SEARCH_H
#define _SEARCH_H

#include <bits/types.h>

typedef enum { FIND, ENTER } ACTION;

typedef struct entry {
    char *key;
    void *data;
} ENTRY;

typedef enum { preorder, postorder, endorder, leaf } VISIT;

struct qelem {
    struct qelem *q_forw;
    struct qelem *q_back;
    char q_data[1];
};

typedef int (*__compar_fn_t)(const void *, const void *);

int hcreate(size_t count);
ENTRY *hsearch(ENTRY item, ACTION action);
void hdestroy(void);

void *tsearch(const void *key, void **root, int (*compare)(const void *, const void *));
void *tfind(const void *key, void *const *root, int (*compare)(const void *, const void *));
void *tdelete(const void *key, void **root, int (*compare)(const void *, const void *));
void twalk(const void *root, void (*action)(const void *node, VISIT visit, int depth));
void tdestroy(void *root, void (*release)(void *key));

void *lsearch(const void *key, void *base, size_t *count, size_t size, int (*compare)(const void *, const void *));
void *lfind(const void *key, const void *base, size_t *count, size_t size, int (*compare)(const void *, const void *));

void insque(void *element, void *before);
void remque(void *element);

#endif
