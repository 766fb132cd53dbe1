/* pwd(1): the path of the working directory. */
#include "tool.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

int main(void)
{
    char path[PATH_MAX];

    if (!getcwd(path, sizeof(path))) {
        warn_about("%s", strerror(errno));
        return 1;
    }
    puts(path);
    return 0;
}
