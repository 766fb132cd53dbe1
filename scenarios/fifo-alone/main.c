#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

int main(void)
{
    int fd;

    if (mkfifo("/tmp/fifo", 0666) < 0)
        perror("mkfifo");
    printf("waiting for a writer\n");
    fflush(stdout);
    fd = open("/tmp/fifo", O_RDONLY);
    printf("opened as %d\n", fd);
    return 0;
}
