/* ls(1): -1, -a, -A, -d, -F, -i, -l, -p, -r, -R, -S, -t; in columns on a terminal. */
#include "tool.h"

#include <dirent.h>
#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <time.h>
#include <unistd.h>

#define LINE_WIDTH 80

struct file {
    char *name;
    struct stat stat;
    char *target; /* of a symbolic link */
};

struct list {
    struct file *files;
    size_t count;
};

static int options[128];
static int failed;

static int has(int option)
{
    return options[option];
}

/* Adds a file by its path, to be shown by its name; whether it is there. */
static int add_file(struct list *list, const char *path, const char *name)
{
    struct file file = { NULL, { 0 }, NULL };
    char target[4096];
    ssize_t len;

    if (lstat(path, &file.stat) < 0) {
        warn_about("cannot access '%s': %s", path, strerror(errno));
        failed = 2;
        return 0;
    }
    file.name = strdup(name);
    if (S_ISLNK(file.stat.st_mode) && (len = readlink(path, target, sizeof(target) - 1)) >= 0)
        file.target = strndup(target, (size_t)len);
    list->files = realloc(list->files, (list->count + 1) * sizeof(file));
    list->files[list->count++] = file;
    return 1;
}

static int compare(const void *left, const void *right)
{
    const struct file *one = left, *two = right;
    int order = 0;

    if (has('t'))
        order = (one->stat.st_mtime < two->stat.st_mtime) - (one->stat.st_mtime > two->stat.st_mtime);
    if (has('S'))
        order = (one->stat.st_size < two->stat.st_size) - (one->stat.st_size > two->stat.st_size);
    if (order == 0)
        order = strcmp(one->name, two->name);
    return has('r') ? -order : order;
}

static char type_letter(mode_t mode)
{
    return S_ISDIR(mode) ? 'd' : S_ISLNK(mode) ? 'l' : S_ISFIFO(mode) ? 'p' : S_ISSOCK(mode) ? 's' : S_ISCHR(mode) ? 'c'
         : S_ISBLK(mode) ? 'b' : '-';
}

static void print_mode(mode_t mode)
{
    char text[] = "?rwxrwxrwx";

    text[0] = type_letter(mode);
    for (int bit = 0; bit < 9; bit++)
        if (!(mode & (0400 >> bit)))
            text[bit + 1] = '-';
    if (mode & S_ISUID)
        text[3] = mode & 0100 ? 's' : 'S';
    if (mode & S_ISGID)
        text[6] = mode & 010 ? 's' : 'S';
    if (mode & S_ISVTX)
        text[9] = mode & 01 ? 't' : 'T';
    printf("%s ", text);
}

static const char *user_name(uid_t uid)
{
    static char number[16];
    struct passwd *user = getpwuid(uid);

    sprintf(number, "%u", uid);
    return user ? user->pw_name : number;
}

static const char *group_name(gid_t gid)
{
    static char number[16];
    struct group *group = getgrgid(gid);

    sprintf(number, "%u", gid);
    return group ? group->gr_name : number;
}

static int digits(unsigned long number)
{
    int count = 1;

    for (; number > 9; number /= 10)
        count++;
    return count;
}

/* The columns of `-l`: how wide links and sizes are. */
static void measure(const struct list *list, int *links, int *size)
{
    *links = *size = 1;
    for (size_t i = 0; i < list->count; i++) {
        const struct stat *stat = &list->files[i].stat;
        int wide = S_ISCHR(stat->st_mode) ? digits(major(stat->st_rdev)) + 2 + digits(minor(stat->st_rdev))
                                          : digits((unsigned long)stat->st_size);

        *links = digits(stat->st_nlink) > *links ? digits(stat->st_nlink) : *links;
        *size = wide > *size ? wide : *size;
    }
}

static void print_time(time_t time_of_file)
{
    char text[32];
    time_t now = time(NULL);
    int is_recent = time_of_file <= now && now - time_of_file < 15778476;

    strftime(text, sizeof(text), is_recent ? "%b %e %H:%M" : "%b %e  %Y", localtime(&time_of_file));
    printf("%s ", text);
}

static const char *mark(const struct file *file)
{
    mode_t mode = file->stat.st_mode;

    if (S_ISDIR(mode) && (has('F') || has('p')))
        return "/";
    if (!has('F'))
        return "";
    return S_ISFIFO(mode) ? "|" : S_ISLNK(mode) ? "@" : S_ISSOCK(mode) ? "=" : S_ISREG(mode) && mode & 0111 ? "*" : "";
}

static void print_long(const struct file *file, int links, int size)
{
    const struct stat *stat = &file->stat;

    if (has('i'))
        printf("%lu ", stat->st_ino);
    print_mode(stat->st_mode);
    printf("%*lu %s %s ", links, stat->st_nlink, user_name(stat->st_uid), group_name(stat->st_gid));
    if (S_ISCHR(stat->st_mode))
        printf("%u, %*u ", major(stat->st_rdev), size - digits(major(stat->st_rdev)) - 2, minor(stat->st_rdev));
    else
        printf("%*ld ", size, stat->st_size);
    print_time(stat->st_mtime);
    printf("%s", file->name);
    if (file->target)
        printf(" -> %s\n", file->target);
    else
        printf("%s\n", mark(file));
}

/* As many columns as fit, filled downwards. */
static void print_columns(const struct list *list)
{
    size_t widest = 0, columns, rows;

    for (size_t i = 0; i < list->count; i++)
        widest = strlen(list->files[i].name) > widest ? strlen(list->files[i].name) : widest;
    columns = LINE_WIDTH / (widest + 2);
    columns = columns ? columns : 1;
    rows = (list->count + columns - 1) / columns;
    for (size_t row = 0; row < rows; row++) {
        for (size_t i = row; i < list->count; i += rows)
            printf(i + rows < list->count ? "%-*s" : "%*.0s%s", (int)(i + rows < list->count ? widest + 2 : 0),
                   i + rows < list->count ? list->files[i].name : "", list->files[i].name);
        putchar('\n');
    }
}

static void print_list(struct list *list)
{
    int links, size;

    qsort(list->files, list->count, sizeof(struct file), compare);
    measure(list, &links, &size);
    if (!has('l') && !has('1') && isatty(1)) {
        print_columns(list);
        return;
    }
    for (size_t i = 0; i < list->count; i++) {
        if (has('l'))
            print_long(&list->files[i], links, size);
        else if (has('i'))
            printf("%lu %s%s\n", list->files[i].stat.st_ino, list->files[i].name, mark(&list->files[i]));
        else
            printf("%s%s\n", list->files[i].name, mark(&list->files[i]));
    }
}

static void print_total(const struct list *list)
{
    unsigned long blocks = 0;

    for (size_t i = 0; i < list->count; i++)
        blocks += (unsigned long)list->files[i].stat.st_blocks;
    printf("total %lu\n", blocks / 2);
}

static char *joined(const char *folder, const char *name)
{
    char *path = malloc(strlen(folder) + strlen(name) + 2);
    int has_slash = *folder && folder[strlen(folder) - 1] == '/';

    sprintf(path, "%s%s%s", folder, has_slash ? "" : "/", name);
    return path;
}

static int is_shown(const char *name)
{
    if (*name != '.' || has('a'))
        return 1;
    return has('A') && strcmp(name, ".") && strcmp(name, "..");
}

static void print_folder(const char *path, int has_heading)
{
    static int has_printed;
    struct list list = { NULL, 0 };
    DIR *folder = opendir(path);
    struct dirent *entry;

    if (!folder) {
        warn_about("cannot open directory '%s': %s", path, strerror(errno));
        failed = 2;
        return;
    }
    while ((entry = readdir(folder))) {
        char *inner = joined(path, entry->d_name);

        if (is_shown(entry->d_name))
            add_file(&list, inner, entry->d_name);
        free(inner);
    }
    closedir(folder);
    if (has_heading)
        printf("%s%s:\n", has_printed ? "\n" : "", path);
    has_printed = 1;
    if (has('l'))
        print_total(&list);
    print_list(&list);
    for (size_t i = 0; has('R') && i < list.count; i++) {
        const char *name = list.files[i].name;

        if (S_ISDIR(list.files[i].stat.st_mode) && strcmp(name, ".") && strcmp(name, ".."))
            print_folder(joined(path, name), 1);
    }
}

static int is_folder(const char *path)
{
    struct stat file;

    return !has('d') && stat(path, &file) == 0 && S_ISDIR(file.st_mode);
}

static int by_name(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

int main(int argc, char **argv)
{
    static char *here[] = { "." };
    struct list files = { NULL, 0 };
    int option, count, has_headings;
    char **paths;

    while ((option = getopt(argc, argv, "1aAdFhilnprRStU")) != -1) {
        if (option == '?')
            return 2;
        options[option] = 1;
    }
    count = optind < argc ? argc - optind : 1;
    paths = optind < argc ? argv + optind : here;
    has_headings = count > 1 || has('R');
    qsort(paths, (size_t)count, sizeof(char *), by_name);
    for (int i = 0; i < count; i++)
        if (!is_folder(paths[i]))
            add_file(&files, paths[i], paths[i]);
    if (files.count)
        print_list(&files);
    for (int i = 0; i < count; i++) {
        if (!is_folder(paths[i]))
            continue;
        if (files.count)
            putchar('\n'), files.count = 0;
        print_folder(paths[i], has_headings);
    }
    return failed;
}
