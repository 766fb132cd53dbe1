#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* Parent and child share the offset of what was open before fork; two opens do not share. */
int main(void)
{
    char c[3] = { 0 };
    int fd = open("/tmp/lab-shared", O_CREAT | O_TRUNC | O_RDWR, 0644);
    int other;

    write(fd, "abcdef", 6);
    lseek(fd, 0, SEEK_SET);
    other = open("/tmp/lab-shared", O_RDONLY);
    if (fork() == 0) {
        read(fd, c, 2);
        exit(0);
    }
    wait(NULL);
    read(fd, c, 2);
    printf("after the child's two: %s\n", c);
    read(other, c, 2);
    printf("from the other open: %s\n", c);
    read(dup(fd), c, 2);
    printf("through a copy: %s\n", c);
    printf("left: %zd\n", read(fd, c, 2));
    unlink("/tmp/lab-shared");
    return 0;
}
