/* fnmatch(3): a name against a pattern (POSIX XCU 2.13). */
#include <ctype.h>
#include <fnmatch.h>
#include <stddef.h>
#include <string.h>

static int folded(int c, int flags)
{
    return flags & FNM_CASEFOLD ? tolower(c) : c;
}

static int in_class(const char *class, size_t len, int c)
{
    static const struct {
        const char *name;
        int (*has)(int c);
    } classes[] = { { "alnum", isalnum }, { "alpha", isalpha }, { "blank", isblank }, { "cntrl", iscntrl },
                    { "digit", isdigit }, { "graph", isgraph }, { "lower", islower }, { "print", isprint },
                    { "punct", ispunct }, { "space", isspace }, { "upper", isupper }, { "xdigit", isxdigit } };

    for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++)
        if (strlen(classes[i].name) == len && strncmp(classes[i].name, class, len) == 0)
            return classes[i].has(c) != 0;
    return 0;
}

/* Whether a character is in the bracket expression behind `[`; what follows that goes to `rest`, NULL if it never ends. */
static int in_brackets(const char *at, int c, int flags, const char **rest)
{
    int is_negated = *at == '!' || *at == '^', is_in = 0;
    const char *start = at += is_negated;

    *rest = NULL;
    for (; *at && (*at != ']' || at == start); at++) {
        int low = (unsigned char)*at, high;

        if (low == '[' && at[1] == ':' && strstr(at + 2, ":]")) {
            const char *end = strstr(at + 2, ":]");

            is_in |= in_class(at + 2, (size_t)(end - at) - 2, c);
            at = end + 1;
            continue;
        }
        if (low == '\\' && !(flags & FNM_NOESCAPE) && at[1])
            low = (unsigned char)*++at;
        high = low;
        if (at[1] == '-' && at[2] && at[2] != ']') {
            at += 2;
            if (*at == '\\' && !(flags & FNM_NOESCAPE) && at[1])
                at++;
            high = (unsigned char)*at;
        }
        is_in |= folded(low, flags) <= folded(c, flags) && folded(c, flags) <= folded(high, flags);
    }
    if (*at)
        *rest = at + 1;
    return is_in != is_negated;
}

/* Whether a period at the beginning wants a period in the pattern. */
static int is_hidden(const char *name, const char *start, int flags)
{
    if (*name != '.' || !(flags & FNM_PERIOD))
        return 0;
    return name == start || (flags & FNM_PATHNAME && name[-1] == '/');
}

static int matches(const char *pattern, const char *name, const char *start, int flags);

static int matches_star(const char *pattern, const char *name, const char *start, int flags)
{
    if (is_hidden(name, start, flags))
        return 0;
    while (*pattern == '*')
        pattern++;
    for (;; name++) {
        if (matches(pattern, name, start, flags))
            return 1;
        if (!*name || (*name == '/' && flags & FNM_PATHNAME))
            return 0;
    }
}

static int matches(const char *pattern, const char *name, const char *start, int flags)
{
    for (; *pattern; name++) {
        int c = (unsigned char)*name, is_slash = c == '/' && flags & FNM_PATHNAME;
        const char *rest;

        if (*pattern == '*')
            return matches_star(pattern, name, start, flags);
        if (!c)
            return 0;
        if (*pattern == '?') {
            if (is_slash || is_hidden(name, start, flags))
                return 0;
            pattern++;
            continue;
        }
        if (*pattern == '[') {
            int is_in = in_brackets(pattern + 1, c, flags, &rest);

            if (rest) {
                if (!is_in || is_slash || is_hidden(name, start, flags))
                    return 0;
                pattern = rest;
                continue;
            }
        }
        if (*pattern == '\\' && !(flags & FNM_NOESCAPE) && pattern[1])
            pattern++;
        if (folded((unsigned char)*pattern++, flags) != folded(c, flags))
            return 0;
    }
    return *name == '\0' || (flags & FNM_LEADING_DIR && *name == '/');
}

int fnmatch(const char *pattern, const char *name, int flags)
{
    return matches(pattern, name, name, flags) ? 0 : FNM_NOMATCH;
}
