#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* A listing with opendir, sorted by the program itself. */
int main(void)
{
    char *names[16];
    int count = 0;
    struct dirent *entry;
    DIR *dir;

    mkdir("/tmp/lab-dir", 0755);
    chdir("/tmp/lab-dir");
    close(creat("pear", 0644));
    close(creat("apple", 0644));
    mkdir("fig", 0755);
    mkfifo("date", 0644);
    dir = opendir(".");
    if (!dir) {
        perror("opendir");
        return 1;
    }
    while ((entry = readdir(dir)) != NULL)
        names[count++] = strdup(entry->d_name);
    closedir(dir);
    qsort(names, count, sizeof(names[0]), by_name);
    for (int i = 0; i < count; i++) {
        struct stat info;

        lstat(names[i], &info);
        printf("%c %s\n", S_ISDIR(info.st_mode) ? 'd' : S_ISFIFO(info.st_mode) ? 'p' : '-', names[i]);
        remove(names[i]);
        free(names[i]);
    }
    chdir("/");
    if (opendir("/tmp/lab-dir/pear") == NULL)
        perror("pear");
    rmdir("/tmp/lab-dir");
    return 0;
}
