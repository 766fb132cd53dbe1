//@ undefined
//@ not-on cc: what lies in a freed block there is the allocator's
/* Blocks that were given back: each access is told of. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct node {
    int value;
    int more[20];
    struct node *next;
};

static struct node *push(struct node *list, int value)
{
    struct node *node = calloc(1, sizeof(*node));

    node->value = value;
    node->next = list;
    return node;
}

int main(void)
{
    struct node *list = push(push(NULL, 1), 2);
    char *text = malloc(100), *other = malloc(10), *longer;
    int count = 0;

    /* The usual slip: the step looks into the node that the body has freed. */
    for (struct node *node = list; node; node = node->next) {
        count++;
        free(node);
    }
    printf("%d\n", count);

    strcpy(text, "moved");
    longer = realloc(text, 5000);
    printf("%s %d\n", longer, text[40] & 0);
    free(other);
    free(longer);
    return 0;
}
