/* The groups: getgrnam(3), getgrgid(3), getgrent(3), out of /etc/group. What they return lasts until the next call. */
#include <grp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_MEMBERS 64

static FILE *list;
static char line[1024];
static char *members[MOST_MEMBERS + 1];
static struct group group;

static char *take_field(char **at, const char *ends)
{
    char *field = *at;
    size_t len = strcspn(field, ends);

    *at = field + len + (field[len] != '\0');
    field[len] = '\0';
    return field;
}

void setgrent(void)
{
    if (list)
        rewind(list);
    else
        list = fopen("/etc/group", "re");
}

void endgrent(void)
{
    if (list)
        fclose(list);
    list = NULL;
}

struct group *getgrent(void)
{
    char *at = line;
    int count = 0;

    if (!list)
        setgrent();
    if (!list || !fgets(line, sizeof(line), list))
        return NULL;
    group.gr_name = take_field(&at, ":\n");
    group.gr_passwd = take_field(&at, ":\n");
    group.gr_gid = (gid_t)atoi(take_field(&at, ":\n"));
    while (*at && *at != '\n' && count < MOST_MEMBERS)
        members[count++] = take_field(&at, ",\n");
    members[count] = NULL;
    group.gr_mem = members;
    return &group;
}

static struct group *search(const char *name, gid_t gid)
{
    struct group *entry;

    setgrent();
    do
        entry = getgrent();
    while (entry && (name ? strcmp(entry->gr_name, name) != 0 : entry->gr_gid != gid));
    endgrent();
    return entry;
}

struct group *getgrnam(const char *name)
{
    return search(name, 0);
}

struct group *getgrgid(gid_t gid)
{
    return search(NULL, gid);
}
