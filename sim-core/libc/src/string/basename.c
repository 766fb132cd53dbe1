/* The last part of a path, the GNU form, which leaves its argument alone: basename(3). */
#include <string.h>

char *basename(const char *path)
{
    const char *slash = strrchr(path, '/');

    return (char *)(slash ? slash + 1 : path);
}
