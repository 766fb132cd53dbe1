/* The groups: getgrnam(3), getgrgid(3), getgrent(3), out of /etc/group. What they return lasts until the next call; the
 * functions that end in _r write into the caller's memory. */
#include <errno.h>
#include <grp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROOM 2048

static FILE *list;
static char line[ROOM];
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

/* Lists the members that stand at `at`, in the room behind the line. */
static int list_members(char *at, char *room, size_t size, struct group *out)
{
    char *end = at + strlen(at) + 1;
    char **members = (char **)(((uintptr_t)end + sizeof(char *) - 1) & ~(uintptr_t)(sizeof(char *) - 1));

    out->gr_mem = members;
    while (*at && *at != '\n') {
        if ((char *)(members + 2) > room + size)
            return ERANGE;
        *members++ = take_field(&at, ",\n");
    }
    if ((char *)(members + 1) > room + size)
        return ERANGE;
    *members = NULL;
    return 0;
}

/* The next group of a list; 0, or an error number. */
static int read_group(FILE *from, struct group *out, char *room, size_t size, struct group **result)
{
    char *at = room;
    int error;

    *result = NULL;
    if (!fgets(room, (int)size, from))
        return ENOENT;
    if (!strchr(room, '\n') && !feof(from))
        return ERANGE;
    out->gr_name = take_field(&at, ":\n");
    out->gr_passwd = take_field(&at, ":\n");
    out->gr_gid = (gid_t)atoi(take_field(&at, ":\n"));
    error = list_members(at, room, size, out);
    if (!error)
        *result = out;
    return error;
}

struct group *fgetgrent(FILE *from)
{
    struct group *result;

    read_group(from, &group, line, sizeof(line), &result);
    return result;
}

int getgrent_r(struct group *out, char *room, size_t size, struct group **result)
{
    if (!list)
        setgrent();
    *result = NULL;
    return list ? read_group(list, out, room, size, result) : ENOENT;
}

struct group *getgrent(void)
{
    struct group *result;

    getgrent_r(&group, line, sizeof(line), &result);
    return result;
}

/* The group of a name, or of a number; none is no error. */
static int search(const char *name, gid_t gid, struct group *out, char *room, size_t size, struct group **result)
{
    FILE *from = fopen("/etc/group", "re");
    int error = 0;

    *result = NULL;
    if (!from)
        return errno;
    do
        error = read_group(from, out, room, size, result);
    while (*result && (name ? strcmp(out->gr_name, name) != 0 : out->gr_gid != gid));
    fclose(from);
    return error == ENOENT ? 0 : error;
}

int getgrnam_r(const char *name, struct group *out, char *room, size_t size, struct group **result)
{
    return search(name, 0, out, room, size, result);
}

int getgrgid_r(gid_t gid, struct group *out, char *room, size_t size, struct group **result)
{
    return search(NULL, gid, out, room, size, result);
}

struct group *getgrnam(const char *name)
{
    struct group *result;

    search(name, 0, &group, line, sizeof(line), &result);
    return result;
}

struct group *getgrgid(gid_t gid)
{
    struct group *result;

    search(NULL, gid, &group, line, sizeof(line), &result);
    return result;
}
