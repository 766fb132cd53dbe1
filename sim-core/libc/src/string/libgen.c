/* The parts of a path, the POSIX forms, which may change their argument: dirname(3), basename(3). */
#include <libgen.h>
#include <string.h>

/* The end of the text without slashes at its end; the first character stays. */
static char *without_slashes(char *path)
{
    char *end = path + strlen(path);

    while (end > path + 1 && end[-1] == '/')
        end--;
    return end;
}

char *dirname(char *path)
{
    static char dot[] = ".";
    char *end;

    if (!path || *path == '\0' || !strchr(path, '/'))
        return dot;
    end = without_slashes(path);
    while (end > path && end[-1] != '/')
        end--;
    if (end == path)
        return dot;
    while (end > path + 1 && end[-1] == '/')
        end--;
    *end = '\0';
    return path;
}

char *__xpg_basename(char *path)
{
    static char dot[] = ".";
    char *end;

    if (!path || *path == '\0')
        return dot;
    end = without_slashes(path);
    if (end == path + 1 && *path == '/')
        return path;
    *end = '\0';
    while (end > path && end[-1] != '/')
        end--;
    return end;
}
