/* rm(1): -f, -r. */
#include "tool.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int is_forced, descends;

static int remove_path(const char *path);

static int remove_inside(const char *path)
{
    DIR *folder = opendir(path);
    struct dirent *entry;
    int failed = 0;

    while (folder && (entry = readdir(folder))) {
        char *inner;

        if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
            continue;
        inner = malloc(strlen(path) + strlen(entry->d_name) + 2);
        sprintf(inner, "%s/%s", path, entry->d_name);
        failed |= remove_path(inner);
        free(inner);
    }
    if (folder)
        closedir(folder);
    return failed;
}

static int remove_path(const char *path)
{
    struct stat file;
    int is_folder = lstat(path, &file) == 0 && S_ISDIR(file.st_mode), failed;

    if (is_folder && !descends) {
        warn_about("cannot remove '%s': %s", path, strerror(EISDIR));
        return 1;
    }
    if (is_folder && remove_inside(path))
        return 1;
    failed = is_folder ? rmdir(path) : unlink(path);
    if (failed == 0 || (is_forced && errno == ENOENT))
        return 0;
    warn_about("cannot remove '%s': %s", path, strerror(errno));
    return 1;
}

int main(int argc, char **argv)
{
    int option, failed = 0;

    while ((option = getopt(argc, argv, "firRv")) != -1) {
        is_forced |= option == 'f';
        descends |= option == 'r' || option == 'R';
        if (option == '?')
            return 1;
    }
    if (optind == argc && !is_forced) {
        warn_about("missing operand\nTry '%s --help' for more information.", argv[0]);
        return 1;
    }
    for (int i = optind; i < argc; i++)
        failed |= remove_path(argv[i]);
    return failed;
}
