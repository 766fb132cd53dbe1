/* hsearch(3): one table of names, with open addressing. */
#include <errno.h>
#include <search.h>
#include <stdlib.h>
#include <string.h>

static ENTRY *table;
static size_t room;
static size_t used;

int hcreate(size_t count)
{
    if (table)
        return 0;
    room = count < 3 ? 3 : count | 1;
    used = 0;
    table = calloc(room, sizeof(*table));
    return table != NULL;
}

void hdestroy(void)
{
    free(table);
    table = NULL;
}

static size_t hash(const char *key)
{
    size_t value = strlen(key);

    while (*key != '\0')
        value = value * 31 + (unsigned char)*key++;
    return value % room;
}

ENTRY *hsearch(ENTRY item, ACTION action)
{
    size_t at = hash(item.key);

    for (size_t tries = 0; tries < room && table[at].key; tries++, at = (at + 1) % room)
        if (strcmp(table[at].key, item.key) == 0)
            return table + at;
    if (action == FIND) {
        errno = ESRCH;
        return NULL;
    }
    if (used == room) {
        errno = ENOMEM;
        return NULL;
    }
    used++;
    table[at] = item;
    return table + at;
}
