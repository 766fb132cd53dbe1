/* tsearch(3): a binary search tree. glibc keeps its trees balanced and this one does not, so the levels that twalk tells
 * may differ; the order does not. */
#include <search.h>
#include <stdlib.h>

struct node {
    const void *key;
    struct node *left;
    struct node *right;
};

/* The link to the node with the key, or the empty one where it belongs. */
static struct node **link_of(const void *key, struct node **link, int (*compare)(const void *, const void *))
{
    while (*link) {
        int order = compare(key, (*link)->key);

        if (order == 0)
            break;
        link = order < 0 ? &(*link)->left : &(*link)->right;
    }
    return link;
}

void *tsearch(const void *key, void **root, int (*compare)(const void *, const void *))
{
    struct node **link;

    if (!root)
        return NULL;
    link = link_of(key, (struct node **)root, compare);
    if (!*link) {
        *link = calloc(1, sizeof(**link));
        if (*link)
            (*link)->key = key;
    }
    return *link;
}

void *tfind(const void *key, void *const *root, int (*compare)(const void *, const void *))
{
    return root ? *link_of(key, (struct node **)root, compare) : NULL;
}

/* Returns the parent; of the root, a pointer that means nothing but success. */
void *tdelete(const void *key, void **root, int (*compare)(const void *, const void *))
{
    struct node **link = (struct node **)root;
    struct node *parent = NULL;
    struct node *gone;

    if (!root)
        return NULL;
    while (*link) {
        int order = compare(key, (*link)->key);

        if (order == 0)
            break;
        parent = *link;
        link = order < 0 ? &parent->left : &parent->right;
    }
    gone = *link;
    if (!gone)
        return NULL;
    if (gone->left && gone->right) {
        struct node **next = &gone->right;

        while ((*next)->left)
            next = &(*next)->left;
        gone->key = (*next)->key;
        link = next;
        gone = *next;
    }
    *link = gone->left ? gone->left : gone->right;
    free(gone);
    return parent ? (void *)parent : (void *)root;
}

static void walk(const struct node *node, void (*action)(const void *, VISIT, int), int depth)
{
    if (!node->left && !node->right) {
        action(node, leaf, depth);
        return;
    }
    action(node, preorder, depth);
    if (node->left)
        walk(node->left, action, depth + 1);
    action(node, postorder, depth);
    if (node->right)
        walk(node->right, action, depth + 1);
    action(node, endorder, depth);
}

void twalk(const void *root, void (*action)(const void *, VISIT, int))
{
    if (root)
        walk(root, action, 0);
}

void tdestroy(void *root, void (*release)(void *))
{
    struct node *node = root;

    if (!node)
        return;
    tdestroy(node->left, release);
    tdestroy(node->right, release);
    release((void *)node->key);
    free(node);
}
