#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Offsets, O_APPEND, holes, and what open refuses. */
int main(void)
{
    char buf[32];
    struct stat info;
    int fd, again;

    unlink("/tmp/lab-file");
    if (open("/tmp/lab-file", O_RDONLY) < 0)
        perror("open");
    fd = open("/tmp/lab-file", O_CREAT | O_EXCL | O_RDWR, 0666);
    printf("new: %d\n", fd >= 0);
    if (open("/tmp/lab-file", O_CREAT | O_EXCL | O_RDWR, 0666) < 0 && errno == EEXIST)
        printf("it exists\n");
    printf("written: %zd\n", write(fd, "0123456789", 10));
    printf("at: %ld\n", (long)lseek(fd, -4, SEEK_END));
    printf("read: %zd\n", read(fd, buf, sizeof(buf)));
    printf("at the end: %zd\n", read(fd, buf, sizeof(buf)));
    again = open("/tmp/lab-file", O_WRONLY | O_APPEND);
    write(again, "abc", 3);
    pwrite(fd, "X", 1, 20);
    fstat(fd, &info);
    printf("size: %ld, mode: %o, links: %d\n", (long)info.st_size, (unsigned)info.st_mode, (int)info.st_nlink);
    memset(buf, '#', sizeof(buf));
    printf("pread: %zd\n", pread(fd, buf, sizeof(buf), 8));
    for (int i = 0; i < 13; i++)
        putchar(buf[i] ? buf[i] : '.');
    putchar('\n');
    unlink("/tmp/lab-file");
    printf("without a name: %zd\n", pread(fd, buf, 4, 0));
    fstat(fd, &info);
    printf("links: %d\n", (int)info.st_nlink);
    if (write(open("/tmp", O_RDONLY), "x", 1) < 0)
        printf("a directory: %s\n", strerror(errno));
    close(fd);
    if (read(fd, buf, 1) < 0)
        printf("closed: %s\n", strerror(errno));
    return 0;
}
