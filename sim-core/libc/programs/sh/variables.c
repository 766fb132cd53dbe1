/* Variables: their values, which of them children get, and those that are local to a function. */
#include "sh.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct variable {
    char *name;
    char *value; /* NULL: not set */
    int is_exported;
    struct variable *next;
};

/* In order of name. */
static struct variable *variables;

/* What a function's `local` has hidden, newest first. */
struct hidden {
    char *name;
    char *value;
    struct hidden *next;
};

static struct hidden *hidden;
static size_t hidden_count;

static struct variable *find(const char *name, int makes)
{
    struct variable **at = &variables, *new;
    int order = 1;

    while (*at && (order = strcmp((*at)->name, name)) < 0)
        at = &(*at)->next;
    if (*at && order == 0)
        return *at;
    if (!makes)
        return NULL;
    new = allocate(sizeof(*new));
    new->name = strdup(name);
    new->value = NULL;
    new->is_exported = 0;
    new->next = *at;
    *at = new;
    return new;
}

/* PWD is asked for when somebody wants to know it. */
const char *variable(const char *name)
{
    struct variable *variable = find(name, 0);
    char cwd[4096];

    if ((!variable || !variable->value) && !strcmp(name, "PWD") && getcwd(cwd, sizeof(cwd))) {
        set_variable(name, cwd);
        variable = find(name, 0);
    }
    return variable ? variable->value : NULL;
}

void set_variable(const char *name, const char *value)
{
    struct variable *variable = find(name, 1);
    char *copy = strdup(value);

    free(variable->value);
    variable->value = copy;
}

int is_assignment(const char *word)
{
    const char *equals = strchr(word, '=');

    return equals && is_name(word, (size_t)(equals - word));
}

/* `NAME=…`: NAME gets this value. */
void assign(const char *assignment, const char *value)
{
    char *name = strndup(assignment, strcspn(assignment, "="));

    set_variable(name, value);
    free(name);
}

void export_variable(const char *name)
{
    find(name, 1)->is_exported = 1;
}

void unset_variable(const char *name)
{
    struct variable *variable = find(name, 0);

    if (variable) {
        free(variable->value);
        variable->value = NULL;
        variable->is_exported = 0;
    }
}

void make_local(const char *name)
{
    struct hidden *entry = allocate(sizeof(*entry));
    const char *value = variable(name);

    entry->name = strdup(name);
    entry->value = value ? strdup(value) : NULL;
    entry->next = hidden;
    hidden = entry;
    hidden_count++;
}

size_t local_count(void)
{
    return hidden_count;
}

/* A function returns: what its locals have hidden is there again. */
void leave_locals(size_t count)
{
    while (hidden_count > count) {
        struct hidden *entry = hidden;

        if (entry->value)
            set_variable(entry->name, entry->value);
        else
            unset_variable(entry->name);
        hidden = entry->next;
        hidden_count--;
        free(entry->name);
        free(entry->value);
        free(entry);
    }
}

void import_environment(void)
{
    for (char **entry = environ; *entry; entry++) {
        if (!is_assignment(*entry))
            continue;
        assign(*entry, strchr(*entry, '=') + 1);
        find(strndup(*entry, strcspn(*entry, "=")), 1)->is_exported = 1;
    }
    /* What a parent says about separators is not believed. */
    set_variable("IFS", " \t\n");
}

/* What children get. */
char **environment(void)
{
    struct strings entries = { NULL, 0, 0 };

    add_to(&entries, NULL);
    entries.count = 0;
    for (struct variable *variable = variables; variable; variable = variable->next) {
        char *entry;

        if (!variable->is_exported || !variable->value)
            continue;
        entry = allocate(strlen(variable->name) + strlen(variable->value) + 2);
        sprintf(entry, "%s=%s", variable->name, variable->value);
        add_to(&entries, entry);
    }
    return entries.items;
}

static void print_quoted(const char *value)
{
    putchar('\'');
    for (; *value; value++) {
        if (*value == '\'')
            printf("'\"'\"'");
        else
            putchar(*value);
    }
    printf("'\n");
}

void print_variables(int only_exported)
{
    for (struct variable *variable = variables; variable; variable = variable->next) {
        if (!variable->value || (only_exported && !variable->is_exported))
            continue;
        printf("%s%s=", only_exported ? "export " : "", variable->name);
        print_quoted(variable->value);
    }
}
