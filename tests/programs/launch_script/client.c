#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Sends what it is fed. */
int main(int argc, char **argv)
{
    char line[64];
    int fd = argc < 2 ? -1 : open(argv[1], O_WRONLY);

    if (fd == -1) {
        perror("open");
        return 1;
    }
    while (fgets(line, sizeof(line), stdin))
        write(fd, line, strlen(line));
    return 0;
}
