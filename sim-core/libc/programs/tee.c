/* tee(1): standard input to standard output and to files; -a. */
#include "tool.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define MOST_FILES 32

int main(int argc, char **argv)
{
    int files[MOST_FILES] = { 1 }, count = 1, option, flags = O_TRUNC, failed = 0;
    char block[8192];
    ssize_t len;

    while ((option = getopt(argc, argv, "ai")) != -1)
        if (option == 'a')
            flags = O_APPEND;
    for (int i = optind; i < argc && count < MOST_FILES; i++) {
        files[count] = open(argv[i], O_WRONLY | O_CREAT | flags, 0666);
        if (files[count] >= 0) {
            count++;
            continue;
        }
        warn_about("%s: %s", argv[i], strerror(errno));
        failed = 1;
    }
    while ((len = read(0, block, sizeof(block))) > 0)
        for (int i = 0; i < count; i++)
            failed |= write_all(files[i], block, (size_t)len) < 0;
    return failed;
}
