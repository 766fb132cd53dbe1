/* rmdir(1). */
#include "tool.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    int failed = 0;

    for (int i = 1; i < argc; i++) {
        if (rmdir(argv[i]) < 0) {
            warn_about("failed to remove '%s': %s", argv[i], strerror(errno));
            failed = 1;
        }
    }
    return failed;
}
