/* cp(1): files, one to another or several into a folder. */
#include "tool.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int copy(const char *from, const char *to)
{
    char block[8192];
    struct stat file;
    ssize_t count;
    int in = open(from, O_RDONLY), out;

    if (in < 0 || fstat(in, &file) < 0) {
        warn_about("cannot stat '%s': %s", from, strerror(errno));
        return 1;
    }
    if (S_ISDIR(file.st_mode)) {
        warn_about("-r not specified; omitting directory '%s'", from);
        return 1;
    }
    out = open(to, O_WRONLY | O_CREAT | O_TRUNC, file.st_mode & 0777);
    if (out < 0) {
        warn_about("cannot create regular file '%s': %s", to, strerror(errno));
        return 1;
    }
    while ((count = read(in, block, sizeof(block))) > 0)
        if (write_all(out, block, (size_t)count) < 0)
            break;
    close(in);
    close(out);
    return count != 0;
}

int main(int argc, char **argv)
{
    int option;

    while ((option = getopt(argc, argv, "fipv")) != -1)
        if (option == '?')
            return 1;
    if (argc - optind < 2) {
        if (argc == optind)
            warn_about("missing file operand\nTry '%s --help' for more information.", argv[0]);
        else
            warn_about("missing destination file operand after '%s'\nTry '%s --help' for more information.", argv[optind], argv[0]);
        return 1;
    }
    return for_each_target(argc - optind - 1, argv + optind, argv[argc - 1], copy);
}
