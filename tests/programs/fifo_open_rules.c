#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define NAME "/tmp/lab-fifo"

/* What open, read and write do with a FIFO whose other side is open, is not, or was. */
int main(void)
{
    char buf[16];
    int reader, writer;
    struct stat info;

    unlink(NAME);
    if (mkfifo(NAME, 0600) < 0)
        perror("mkfifo");
    if (mkfifo(NAME, 0600) < 0)
        printf("again: %s\n", strerror(errno));
    stat(NAME, &info);
    printf("a FIFO: %d\n", S_ISFIFO(info.st_mode));
    if (open(NAME, O_WRONLY | O_NONBLOCK) < 0)
        printf("no reader: %s\n", strerror(errno));
    reader = open(NAME, O_RDONLY | O_NONBLOCK);
    printf("no writer: read gives %zd\n", read(reader, buf, sizeof(buf)));
    writer = open(NAME, O_WRONLY);
    if (read(reader, buf, sizeof(buf)) < 0)
        printf("a writer, no data: %s\n", strerror(errno));
    write(writer, "hello", 5);
    close(writer);
    printf("data: %zd\n", read(reader, buf, sizeof(buf)));
    printf("writer gone: %zd\n", read(reader, buf, sizeof(buf)));
    if (lseek(reader, 0, SEEK_SET) < 0)
        printf("seek: %s\n", strerror(errno));
    close(reader);
    if (fork() == 0) {
        writer = open(NAME, O_WRONLY);
        write(writer, "from the child", 15);
        exit(0);
    }
    reader = open(NAME, O_RDONLY);
    read(reader, buf, sizeof(buf));
    printf("%s\n", buf);
    wait(NULL);
    close(reader);
    reader = open(NAME, O_RDWR);
    write(reader, "self", 5);
    read(reader, buf, sizeof(buf));
    printf("%s\n", buf);
    unlink(NAME);
    return 0;
}
