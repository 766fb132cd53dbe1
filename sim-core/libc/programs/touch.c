/* touch(1): files that are not there are made; times are not set. */
#include "tool.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    int failed = 0;

    for (int i = 1; i < argc; i++) {
        int fd = open(argv[i], O_WRONLY | O_CREAT | O_NONBLOCK, 0666);

        if (fd < 0) {
            warn_about("cannot touch '%s': %s", argv[i], strerror(errno));
            failed = 1;
        } else {
            close(fd);
        }
    }
    return failed;
}
