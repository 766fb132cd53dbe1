/* The environment: getenv(3), setenv(3), putenv(3). */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char **own; /* the array, once it came from malloc */

/* The entry of `name`, whose first `len` characters count; NULL if there is none. */
static char **entry_of(const char *name, size_t len)
{
    if (!environ)
        return NULL;
    for (char **entry = environ; *entry; entry++)
        if (strncmp(*entry, name, len) == 0 && (*entry)[len] == '=')
            return entry;
    return NULL;
}

char *getenv(const char *name)
{
    size_t len = strlen(name);
    char **entry = len > 0 ? entry_of(name, len) : NULL;

    return entry ? *entry + len + 1 : NULL;
}

/* Puts `assignment` itself, not a copy, into the environment. */
static int place(char *assignment, size_t name_len)
{
    char **entry = entry_of(assignment, name_len);
    size_t count = 0;
    char **larger;

    if (entry) {
        *entry = assignment;
        return 0;
    }
    while (environ && environ[count])
        count++;
    larger = realloc(own, (count + 2) * sizeof(char *));
    if (!larger)
        return -1;
    if (own != environ && environ)
        memcpy(larger, environ, count * sizeof(char *));
    larger[count] = assignment;
    larger[count + 1] = NULL;
    environ = own = larger;
    return 0;
}

static int is_name(const char *name)
{
    if (name && *name != '\0' && !strchr(name, '='))
        return 1;
    errno = EINVAL;
    return 0;
}

int setenv(const char *name, const char *value, int overwrite)
{
    size_t len;
    char *assignment;

    if (!is_name(name))
        return -1;
    len = strlen(name);
    if (!overwrite && entry_of(name, len))
        return 0;
    assignment = malloc(len + strlen(value) + 2);
    if (!assignment)
        return -1;
    strcpy(assignment, name);
    assignment[len] = '=';
    strcpy(assignment + len + 1, value);
    return place(assignment, len);
}

int unsetenv(const char *name)
{
    char **entry;

    if (!is_name(name))
        return -1;
    while ((entry = entry_of(name, strlen(name))))
        do
            entry[0] = entry[1];
        while (*entry++);
    return 0;
}

/* Without a `=` it removes the name (a GNU extension). */
int putenv(char *assignment)
{
    char *equals = strchr(assignment, '=');

    return equals ? place(assignment, (size_t)(equals - assignment)) : unsetenv(assignment);
}

int clearenv(void)
{
    environ = NULL;
    return 0;
}

/* No program of the lab has more rights than its caller. */
char *secure_getenv(const char *name)
{
    return getenv(name);
}
