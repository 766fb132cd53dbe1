/* nftw(3), ftw(3): every file below a path, each folder read to its end before it is gone through, as glibc does when it
 * runs out of descriptors; entries come in the folder's order. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct walk {
    __ftw_func_t visit;      /* ftw's, or NULL */
    __nftw_func_t visit_new; /* nftw's */
    int flags;
    dev_t device;
    struct FTW where;
    char *path; /* grows with what is walked */
    size_t room;
};

static int call(struct walk *walk, const struct stat *file, int type)
{
    static const int old_types[] = { FTW_F, FTW_D, FTW_DNR, FTW_NS, FTW_F, FTW_D, FTW_NS };

    return walk->visit ? walk->visit(walk->path, file, old_types[type])
                       : walk->visit_new(walk->path, file, type, &walk->where);
}

static int stops(const struct walk *walk, int result)
{
    if (walk->flags & FTW_ACTIONRETVAL)
        return result == FTW_STOP || result == -1;
    return result != 0;
}

/* What the path is, with its attributes; -1 for an error that ends the walk. */
static int type_of(const struct walk *walk, struct stat *file)
{
    const char *name = walk->flags & FTW_CHDIR ? walk->path + walk->where.base : walk->path;
    int is_physical = walk->flags & FTW_PHYS;

    if ((is_physical ? lstat(name, file) : stat(name, file)) < 0) {
        if (errno != EACCES && errno != ENOENT)
            return -1;
        if (!is_physical && lstat(name, file) == 0 && S_ISLNK(file->st_mode))
            return FTW_SLN;
        return walk->where.level == 0 ? -1 : FTW_NS;
    }
    return S_ISDIR(file->st_mode) ? FTW_D : S_ISLNK(file->st_mode) ? FTW_SL : FTW_F;
}

static int walk_path(struct walk *walk);

/* Puts a name behind the folder's path, walks it, and takes it away again. */
static int walk_entry(struct walk *walk, size_t folder_len, const char *name)
{
    int base = walk->where.base;
    size_t need = folder_len + strlen(name) + 2;
    int result;

    if (need > walk->room) {
        char *longer = realloc(walk->path, need * 2);

        if (!longer)
            return -1;
        walk->path = longer;
        walk->room = need * 2;
    }
    if (folder_len == 0 || walk->path[folder_len - 1] != '/')
        walk->path[folder_len++] = '/';
    strcpy(walk->path + folder_len, name);
    walk->where.base = (int)folder_len;
    walk->where.level++;
    result = walk_path(walk);
    walk->where.level--;
    walk->where.base = base;
    return result;
}

/* All names of a folder, each ended by NUL, from malloc. */
static char *names_of(DIR *dir, size_t *len)
{
    struct dirent *entry;
    char *names = malloc(1);

    *len = 0;
    while (names && (entry = readdir(dir))) {
        size_t size = strlen(entry->d_name) + 1;
        char *longer;

        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        longer = realloc(names, *len + size);
        if (!longer)
            break;
        names = longer;
        memcpy(names + *len, entry->d_name, size);
        *len += size;
    }
    return names;
}

static int walk_entries(struct walk *walk, DIR *dir)
{
    size_t folder_len = strlen(walk->path);
    size_t len;
    char *names = names_of(dir, &len);
    int result = names ? 0 : -1;

    closedir(dir);
    for (size_t at = 0; at < len && !stops(walk, result); at += strlen(names + at) + 1) {
        result = walk_entry(walk, folder_len, names + at);
        walk->path[folder_len] = '\0';
        if (result == FTW_SKIP_SIBLINGS && walk->flags & FTW_ACTIONRETVAL)
            break;
    }
    free(names);
    return stops(walk, result) ? result : 0;
}

/* Goes into a folder that could be opened, and comes back. */
static int walk_inside(struct walk *walk, DIR *dir)
{
    int here = -1;
    int result;

    if (walk->flags & FTW_CHDIR) {
        here = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (here < 0 || fchdir(dirfd(dir)) < 0) {
            closedir(dir);
            return -1;
        }
    }
    result = walk_entries(walk, dir);
    if (here >= 0) {
        if (fchdir(here) < 0)
            result = -1;
        close(here);
    }
    return result;
}

static int walk_folder(struct walk *walk, const struct stat *file)
{
    DIR *dir = opendir(walk->flags & FTW_CHDIR ? walk->path + walk->where.base : walk->path);
    int result;

    if (!dir)
        return errno == EACCES ? call(walk, file, FTW_DNR) : -1;
    if (!(walk->flags & FTW_DEPTH)) {
        result = call(walk, file, FTW_D);
        if (result != 0) {
            closedir(dir);
            return result == FTW_SKIP_SUBTREE && walk->flags & FTW_ACTIONRETVAL ? 0 : result;
        }
    }
    result = walk_inside(walk, dir);
    return result == 0 && walk->flags & FTW_DEPTH ? call(walk, file, FTW_DP) : result;
}

static int walk_path(struct walk *walk)
{
    struct stat file;
    int type = type_of(walk, &file);

    if (type < 0)
        return -1;
    if (walk->where.level == 0)
        walk->device = file.st_dev;
    else if (walk->flags & FTW_MOUNT && file.st_dev != walk->device)
        return 0;
    return type == FTW_D ? walk_folder(walk, &file) : call(walk, &file, type);
}

/* With FTW_CHDIR every file is visited from its own folder, the first one too. */
static int walk_from_folder(struct walk *walk)
{
    int base = walk->where.base;
    int here = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int result = -1;

    if (here < 0)
        return -1;
    if (base > 0) {
        char end = walk->path[base];

        walk->path[base] = '\0';
        result = chdir(walk->path);
        walk->path[base] = end;
    }
    if (base == 0 || result == 0)
        result = walk_path(walk);
    fchdir(here);
    close(here);
    return result;
}

static int start(struct walk *walk, const char *path)
{
    size_t len = strlen(path);
    const char *slash;
    int result;

    if (len == 0) {
        errno = ENOENT;
        return -1;
    }
    walk->room = len + 256;
    walk->path = malloc(walk->room);
    if (!walk->path)
        return -1;
    strcpy(walk->path, path);
    while (len > 1 && walk->path[len - 1] == '/')
        walk->path[--len] = '\0';
    slash = strrchr(walk->path, '/');
    walk->where.base = slash && slash[1] ? (int)(slash + 1 - walk->path) : 0;
    result = walk->flags & FTW_CHDIR ? walk_from_folder(walk) : walk_path(walk);
    free(walk->path);
    return result;
}

int ftw(const char *path, __ftw_func_t visit, int descriptors)
{
    struct walk walk = { .visit = visit };

    (void)descriptors;
    return start(&walk, path);
}

int nftw(const char *path, __nftw_func_t visit, int descriptors, int flags)
{
    struct walk walk = { .visit_new = visit, .flags = flags };

    (void)descriptors;
    return start(&walk, path);
}
