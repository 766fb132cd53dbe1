#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int files, folders;

static int show(const char *path, const struct stat *file, int type, struct FTW *where)
{
    static const char *const names[] = { "file", "folder", "unreadable", "unknown", "link", "folder after", "dangling" };

    printf("%*s%s: %s", 2 * where->level, "", path + where->base, names[type]);
    if (type == FTW_F)
        printf(" of %ld bytes", (long)file->st_size);
    printf("\n");
    return 0;
}

static int count(const char *path, const struct stat *file, int type)
{
    (void)path, (void)file;
    files += type == FTW_F;
    folders += type == FTW_D;
    return 0;
}

static int find_deep(const char *path, const struct stat *file, int type, struct FTW *where)
{
    (void)path, (void)file, (void)type;
    return where->level >= 2 ? 42 : 0;
}

static int prune(const char *path, const struct stat *file, int type, struct FTW *where)
{
    (void)file;
    printf("%s\n", path);
    return type == FTW_D && where->level == 1 ? FTW_SKIP_SUBTREE : FTW_CONTINUE;
}

static int from_inside(const char *path, const struct stat *file, int type, struct FTW *where)
{
    (void)file, (void)type;
    if (access(path + where->base, F_OK) == -1)
        printf("%s is not seen from its folder\n", path);
    return 0;
}

/* A tree of files, walked in both orders, cut short, from inside, and by the old function. */
int main(void)
{
    char here[64];

    mkdir("/tmp/tree", 0755);
    mkdir("/tmp/tree/branch", 0755);
    int fd = creat("/tmp/tree/branch/leaf", 0644);
    write(fd, "green", 5);
    close(fd);
    printf("%d\n", nftw("/tmp/tree/", show, 8, 0));
    symlink("nowhere", "/tmp/tree/branch/twig");
    unlink("/tmp/tree/branch/leaf");
    nftw("/tmp/tree", show, 8, FTW_PHYS | FTW_DEPTH);
    nftw("/tmp/tree", show, 8, 0);
    nftw("/tmp/tree", prune, 8, FTW_ACTIONRETVAL);
    chdir("/tmp");
    printf("%d %d\n", ftw("tree", count, 4), nftw("tree", find_deep, 4, FTW_PHYS));
    printf("%d files, %d folders\n", files, folders);
    nftw("tree", from_inside, 8, FTW_CHDIR | FTW_PHYS);
    printf("back in %s\n", getcwd(here, sizeof(here)));
    printf("%d", nftw("/none", show, 4, 0));
    printf(" %s\n", strerror(errno));
    return 0;
}
