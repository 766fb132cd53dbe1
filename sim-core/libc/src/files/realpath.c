/* realpath(3): follows every symbolic link, as the kernel would. */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LINKS_MAX 40

/* Puts a link's target in front of the rest of the path. */
static int follow(const char *link, char rest[PATH_MAX])
{
    char target[PATH_MAX];
    ssize_t len = readlink(link, target, sizeof(target) - 1);

    if (len < 0)
        return -1;
    if ((size_t)len + 1 + strlen(rest) >= PATH_MAX) {
        errno = ENAMETOOLONG;
        return -1;
    }
    target[len] = '\0';
    if (*rest) {
        strcat(target, "/");
        strcat(target, rest);
    }
    strcpy(rest, target);
    return target[0] == '/';
}

/* Takes the first part of the rest into `part`; 0 at the end. */
static size_t next_part(char rest[PATH_MAX], char part[NAME_MAX + 1])
{
    size_t skip = strspn(rest, "/");
    size_t len = strcspn(rest + skip, "/");

    if (len > NAME_MAX)
        len = NAME_MAX;
    memcpy(part, rest + skip, len);
    part[len] = '\0';
    memmove(rest, rest + skip + len, strlen(rest + skip + len) + 1);
    return len;
}

static int walk(char done[PATH_MAX], char rest[PATH_MAX])
{
    char part[NAME_MAX + 1];
    struct stat file;
    int links = 0;

    while (next_part(rest, part) > 0) {
        size_t before = strlen(done);

        if (strcmp(part, ".") == 0)
            continue;
        if (strcmp(part, "..") == 0) {
            char *slash = strrchr(done, '/');

            if (slash)
                *slash = '\0';
            continue;
        }
        if (before + 1 + strlen(part) >= PATH_MAX) {
            errno = ENAMETOOLONG;
            return -1;
        }
        strcat(strcat(done, "/"), part);
        if (lstat(done, &file) < 0)
            return -1;
        if (S_ISLNK(file.st_mode)) {
            int is_absolute;

            if (++links > LINKS_MAX) {
                errno = ELOOP;
                return -1;
            }
            is_absolute = follow(done, rest);
            if (is_absolute < 0)
                return -1;
            done[is_absolute ? 0 : before] = '\0';
        } else if (!S_ISDIR(file.st_mode) && *rest) {
            errno = ENOTDIR;
            return -1;
        }
    }
    return 0;
}

char *realpath(const char *path, char *resolved)
{
    char done[PATH_MAX];
    char rest[PATH_MAX];

    if (!path || !*path) {
        errno = path ? ENOENT : EINVAL;
        return NULL;
    }
    if (strlen(path) >= PATH_MAX) {
        errno = ENAMETOOLONG;
        return NULL;
    }
    strcpy(rest, path);
    done[0] = '\0';
    if (*path != '/' && (!getcwd(done, sizeof(done)) || strcmp(done, "/") == 0))
        done[0] = '\0';
    if (walk(done, rest) < 0)
        return NULL;
    if (!*done)
        strcpy(done, "/");
    return resolved ? strcpy(resolved, done) : strdup(done);
}
