#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define SIZE 4096

int main(void)
{
    char buf[32] = { 0 };
    char *map;
    int fd = open("/tmp/data", O_CREAT | O_RDWR | O_TRUNC, 0644);

    if (fd < 0) {
        perror("open");
        exit(1);
    }
    write(fd, "written with write", 18);
    ftruncate(fd, SIZE);
    map = mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (map == MAP_FAILED) {
        perror("mmap");
        exit(1);
    }
    printf("in memory: %s\n", map);
    fflush(stdout);
    if (fork() == 0) {
        strcpy(map + 13, "a pointer");
        exit(0);
    }
    wait(NULL);
    lseek(fd, 0, SEEK_SET);
    read(fd, buf, sizeof(buf) - 1);
    printf("in the file: %s\n", buf);
    munmap(map, SIZE);
    close(fd);
    unlink("/tmp/data");
    return 0;
}
