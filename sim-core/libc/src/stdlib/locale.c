/* setlocale(3), localeconv(3): the locales "C" (or "POSIX") and "C.UTF-8", which any Linux has without installing others.
 * They differ in the bytes of characters only. */
#include <bits/wide.h>
#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CATEGORIES 13 /* LC_ALL, number 6, is none */

static const char *const variables[CATEGORIES] = {
    "LC_CTYPE", "LC_NUMERIC", "LC_TIME", "LC_COLLATE", "LC_MONETARY", "LC_MESSAGES", "LC_ALL",
    "LC_PAPER", "LC_NAME", "LC_ADDRESS", "LC_TELEPHONE", "LC_MEASUREMENT", "LC_IDENTIFICATION",
};

static char is_utf8[CATEGORIES];
static char spelled[CATEGORIES][8] = { "C", "C", "C", "C", "C", "C", "C", "C", "C", "C", "C", "C", "C" };

int __locale_has_utf8(void)
{
    return is_utf8[LC_CTYPE];
}

/* What the environment asks for (setlocale(3)). */
static const char *asked_for(int category)
{
    const char *value = getenv("LC_ALL");

    if (!value || !*value)
        value = getenv(variables[category]);
    if (!value || !*value)
        value = getenv("LANG");
    return value && *value ? value : "C";
}

/* 0 for "C", 1 for "C.UTF-8", -1 for what is not installed. */
static int kind_of(const char *name)
{
    if (strcmp(name, "C") == 0 || strcmp(name, "POSIX") == 0)
        return 0;
    return strcmp(name, "C.UTF-8") == 0 || strcmp(name, "C.utf8") == 0 ? 1 : -1;
}

/* The name of all categories together: one name, or a list. */
static char *name_of_all(void)
{
    static char list[CATEGORIES * 32];
    size_t len = 0;
    int is_one = 1;

    for (int category = 1; category < CATEGORIES; category++)
        is_one &= category == LC_ALL || strcmp(spelled[category], spelled[0]) == 0;
    if (is_one)
        return spelled[0];
    for (int category = 0; category < CATEGORIES; category++)
        if (category != LC_ALL)
            len += (size_t)sprintf(list + len, "%s%s=%s", len > 0 ? ";" : "", variables[category], spelled[category]);
    return list;
}

static void set(int category, const char *name)
{
    is_utf8[category] = (char)kind_of(name);
    strcpy(spelled[category], is_utf8[category] ? name : "C");
}

char *setlocale(int category, const char *locale)
{
    int first = category == LC_ALL ? 0 : category;
    int last = category == LC_ALL ? CATEGORIES - 1 : category;

    if (category < LC_CTYPE || category >= CATEGORIES)
        return NULL;
    for (int each = first; locale && each <= last; each++)
        if (each != LC_ALL && kind_of(*locale ? locale : asked_for(each)) < 0)
            return NULL;
    for (int each = first; locale && each <= last; each++)
        if (each != LC_ALL)
            set(each, *locale ? locale : asked_for(each));
    return category == LC_ALL ? name_of_all() : spelled[category];
}

struct lconv *localeconv(void)
{
    static struct lconv c = {
        ".", "", "", "", "", "", "", "", "", "",
        CHAR_MAX, CHAR_MAX, CHAR_MAX, CHAR_MAX, CHAR_MAX, CHAR_MAX, CHAR_MAX,
        CHAR_MAX, CHAR_MAX, CHAR_MAX, CHAR_MAX, CHAR_MAX, CHAR_MAX, CHAR_MAX,
    };

    return &c;
}
