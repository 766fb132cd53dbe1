/* glob(3): the files that a pattern matches, part by part of the path, sorted. */
#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct search {
    glob_t *result;
    int flags;
    int (*on_error)(const char *path, int error);
};

static int has_magic(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (strchr("*?[", text[i]))
            return 1;
    return 0;
}

static int add_path(glob_t *result, const char *path, const char *mark)
{
    size_t slots = result->gl_offs + result->gl_pathc + 2;
    char **paths = realloc(result->gl_pathv, slots * sizeof(char *));
    char *copy = malloc(strlen(path) + 2);

    if (!paths || !copy)
        return GLOB_NOSPACE;
    if (result->gl_pathc == 0)
        memset(paths, 0, result->gl_offs * sizeof(char *));
    strcat(strcpy(copy, path), mark);
    paths[slots - 2] = copy;
    paths[slots - 1] = NULL;
    result->gl_pathv = paths;
    result->gl_pathc++;
    return 0;
}

/* A whole path, if there is such a file. */
static int add_file(struct search *search, const char *path)
{
    struct stat file;

    if (lstat(path, &file) < 0)
        return 0;
    return add_path(search->result, path, search->flags & GLOB_MARK && S_ISDIR(file.st_mode) ? "/" : "");
}

/* Copies a part of a pattern that has no magic, without its escapes. */
static void copy_plain(char *to, const char *from, size_t len, int flags)
{
    for (size_t i = 0; i < len; i++) {
        if (from[i] == '\\' && !(flags & GLOB_NOESCAPE) && i + 1 < len)
            i++;
        *to++ = from[i];
    }
    *to = '\0';
}

static int descend(struct search *search, const char *before, const char *pattern);

/* One name that fits the part of the pattern up to `rest`. */
static int take(struct search *search, const char *before, const char *name, const char *rest)
{
    size_t slashes = strspn(rest, "/");
    char *path = malloc(strlen(before) + strlen(name) + slashes + 1);
    int failed;

    if (!path)
        return GLOB_NOSPACE;
    strcat(strcpy(path, before), name);
    strncat(path, rest, slashes);
    failed = rest[slashes] ? descend(search, path, rest + slashes) : add_file(search, path);
    free(path);
    return failed;
}

static int search_folder(struct search *search, const char *before, const char *part, const char *rest)
{
    DIR *folder = opendir(*before ? before : ".");
    struct dirent *entry;
    int failed = 0;

    if (!folder) {
        int stops = search->on_error && search->on_error(before, errno);

        return stops || search->flags & GLOB_ERR ? GLOB_ABORTED : 0;
    }
    while (!failed && (entry = readdir(folder))) {
        int flags = (search->flags & GLOB_PERIOD ? 0 : FNM_PERIOD) | (search->flags & GLOB_NOESCAPE ? FNM_NOESCAPE : 0);
        int is_folder = entry->d_type == DT_DIR || entry->d_type == DT_LNK || entry->d_type == DT_UNKNOWN;

        if (fnmatch(part, entry->d_name, flags) == 0 && (!*rest || is_folder))
            failed = take(search, before, entry->d_name, rest);
    }
    closedir(folder);
    return failed;
}

/* Follows the first part of the pattern below `before`. */
static int descend(struct search *search, const char *before, const char *pattern)
{
    size_t len = strcspn(pattern, "/");
    char *part = malloc(len + 1);
    int failed;

    if (!part)
        return GLOB_NOSPACE;
    if (has_magic(pattern, len)) {
        memcpy(part, pattern, len);
        part[len] = '\0';
        failed = search_folder(search, before, part, pattern + len);
    } else {
        copy_plain(part, pattern, len, search->flags);
        failed = take(search, before, part, pattern + len);
    }
    free(part);
    return failed;
}

static int by_name(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

int glob(const char *pattern, int flags, int (*on_error)(const char *path, int error), glob_t *result)
{
    struct search search = { result, flags, on_error };
    size_t before;
    int failed;

    if (!(flags & GLOB_DOOFFS))
        result->gl_offs = 0;
    if (!(flags & GLOB_APPEND)) {
        result->gl_pathc = 0;
        result->gl_pathv = NULL;
    }
    result->gl_flags = flags;
    before = result->gl_pathc;
    failed = *pattern ? descend(&search, "", pattern) : 0;
    if (failed)
        return failed;
    if (result->gl_pathc == before) {
        if (flags & GLOB_NOCHECK || (flags & GLOB_NOMAGIC && !has_magic(pattern, strlen(pattern))))
            return add_path(result, pattern, "");
        return GLOB_NOMATCH;
    }
    if (!(flags & GLOB_NOSORT))
        qsort(result->gl_pathv + result->gl_offs + before, result->gl_pathc - before, sizeof(char *), by_name);
    return 0;
}

void globfree(glob_t *result)
{
    for (size_t i = 0; i < result->gl_pathc; i++)
        free(result->gl_pathv[result->gl_offs + i]);
    free(result->gl_pathv);
    result->gl_pathv = NULL;
    result->gl_pathc = 0;
}
