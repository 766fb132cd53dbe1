/* The users: getpwnam(3), getpwuid(3), getpwent(3), out of /etc/passwd. What they return lasts until the next call. */
#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static FILE *list;
static char line[1024];
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

struct passwd *getpwent(void)
{
    char *at = line;

    if (!list)
        setpwent();
    if (!list || !fgets(line, sizeof(line), list))
        return NULL;
    user.pw_name = take_field(&at);
    user.pw_passwd = take_field(&at);
    user.pw_uid = (uid_t)atoi(take_field(&at));
    user.pw_gid = (gid_t)atoi(take_field(&at));
    user.pw_gecos = take_field(&at);
    user.pw_dir = take_field(&at);
    user.pw_shell = take_field(&at);
    return &user;
}

static struct passwd *search(const char *name, uid_t uid)
{
    struct passwd *entry;

    setpwent();
    do
        entry = getpwent();
    while (entry && (name ? strcmp(entry->pw_name, name) != 0 : entry->pw_uid != uid));
    endpwent();
    return entry;
}

struct passwd *getpwnam(const char *name)
{
    return search(name, 0);
}

struct passwd *getpwuid(uid_t uid)
{
    return search(NULL, uid);
}
