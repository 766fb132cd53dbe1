/* mkfifo(1): -m MODE. */
#include "tool.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    int option, failed = 0;
    mode_t mode = 0666;

    while ((option = getopt(argc, argv, "m:")) != -1) {
        if (option == '?')
            return 1;
        mode = (mode_t)strtol(optarg, NULL, 8);
    }
    for (int i = optind; i < argc; i++) {
        if (mkfifo(argv[i], mode) < 0) {
            warn_about("cannot create fifo '%s': %s", argv[i], strerror(errno));
            failed = 1;
        }
    }
    return failed;
}
