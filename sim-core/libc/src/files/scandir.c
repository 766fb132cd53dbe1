/* A whole directory at once: scandir(3). */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

int alphasort(const struct dirent **a, const struct dirent **b)
{
    return strcoll((*a)->d_name, (*b)->d_name);
}

int versionsort(const struct dirent **a, const struct dirent **b)
{
    return strverscmp((*a)->d_name, (*b)->d_name);
}

static int append(struct dirent ***list, int count, const struct dirent *entry)
{
    struct dirent **longer = realloc(*list, ((size_t)count + 1) * sizeof(*longer));

    if (!longer)
        return -1;
    *list = longer;
    longer[count] = malloc(entry->d_reclen);
    if (!longer[count])
        return -1;
    memcpy(longer[count], entry, entry->d_reclen);
    return 0;
}

int scandir(const char *path, struct dirent ***list, int (*wanted)(const struct dirent *),
            int (*compare)(const struct dirent **, const struct dirent **))
{
    DIR *dir = opendir(path);
    struct dirent **found = NULL;
    struct dirent *entry;
    int count = 0;

    if (!dir)
        return -1;
    while ((entry = readdir(dir))) {
        if (wanted && !wanted(entry))
            continue;
        if (append(&found, count, entry) < 0) {
            closedir(dir);
            return -1;
        }
        count++;
    }
    closedir(dir);
    if (compare && count > 1)
        qsort(found, (size_t)count, sizeof(*found), (int (*)(const void *, const void *))compare);
    *list = found;
    return count;
}
