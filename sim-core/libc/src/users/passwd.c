/* The users: getpwnam(3), getpwuid(3), getpwent(3), out of /etc/passwd. What they return lasts until the next call; the
 * functions that end in _r write into the caller's memory. */
#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ROOM 1024

static FILE *list;
static char line[ROOM];
static struct passwd user;

/* Cuts the field at `*at` out and moves on to the next. */
static char *take_field(char **at)
{
    char *field = *at;
    size_t len = strcspn(field, ":\n");

    *at = field + len + (field[len] != '\0');
    field[len] = '\0';
    return field;
}

void setpwent(void)
{
    if (list)
        rewind(list);
    else
        list = fopen("/etc/passwd", "re");
}

void endpwent(void)
{
    if (list)
        fclose(list);
    list = NULL;
}

/* The next user of a list; 0, or an error number. */
static int read_user(FILE *from, struct passwd *out, char *room, size_t size, struct passwd **result)
{
    char *at = room;

    *result = NULL;
    if (!fgets(room, (int)size, from))
        return ENOENT;
    if (!strchr(room, '\n') && !feof(from))
        return ERANGE;
    out->pw_name = take_field(&at);
    out->pw_passwd = take_field(&at);
    out->pw_uid = (uid_t)atoi(take_field(&at));
    out->pw_gid = (gid_t)atoi(take_field(&at));
    out->pw_gecos = take_field(&at);
    out->pw_dir = take_field(&at);
    out->pw_shell = take_field(&at);
    *result = out;
    return 0;
}

int fgetpwent_r(FILE *from, struct passwd *out, char *room, size_t size, struct passwd **result)
{
    return read_user(from, out, room, size, result);
}

struct passwd *fgetpwent(FILE *from)
{
    struct passwd *result;

    read_user(from, &user, line, sizeof(line), &result);
    return result;
}

int getpwent_r(struct passwd *out, char *room, size_t size, struct passwd **result)
{
    if (!list)
        setpwent();
    *result = NULL;
    return list ? read_user(list, out, room, size, result) : ENOENT;
}

struct passwd *getpwent(void)
{
    struct passwd *result;

    getpwent_r(&user, line, sizeof(line), &result);
    return result;
}

/* The user of a name, or of a number; none is no error. */
static int search(const char *name, uid_t uid, struct passwd *out, char *room, size_t size, struct passwd **result)
{
    FILE *from = fopen("/etc/passwd", "re");
    int error = 0;

    *result = NULL;
    if (!from)
        return errno;
    do
        error = read_user(from, out, room, size, result);
    while (*result && (name ? strcmp(out->pw_name, name) != 0 : out->pw_uid != uid));
    fclose(from);
    return error == ENOENT ? 0 : error;
}

int getpwnam_r(const char *name, struct passwd *out, char *room, size_t size, struct passwd **result)
{
    return search(name, 0, out, room, size, result);
}

int getpwuid_r(uid_t uid, struct passwd *out, char *room, size_t size, struct passwd **result)
{
    return search(NULL, uid, out, room, size, result);
}

struct passwd *getpwnam(const char *name)
{
    struct passwd *result;

    search(name, 0, &user, line, sizeof(line), &result);
    return result;
}

struct passwd *getpwuid(uid_t uid)
{
    struct passwd *result;

    search(NULL, uid, &user, line, sizeof(line), &result);
    return result;
}

int putpwent(const struct passwd *entry, FILE *to)
{
    int count = fprintf(to, "%s:%s:%u:%u:%s:%s:%s\n", entry->pw_name, entry->pw_passwd ? entry->pw_passwd : "",
                        entry->pw_uid, entry->pw_gid, entry->pw_gecos ? entry->pw_gecos : "",
                        entry->pw_dir ? entry->pw_dir : "", entry->pw_shell ? entry->pw_shell : "");

    return count < 0 ? -1 : 0;
}

/* cuserid(3): the name of who runs the process. */
char *cuserid(char *name)
{
    static char own[L_cuserid];
    struct passwd *entry = getpwuid(geteuid());
    char *to = name ? name : own;

    if (!entry) {
        if (name)
            name[0] = '\0';
        return name;
    }
    to[0] = '\0';
    return strncat(to, entry->pw_name, L_cuserid - 1);
}
