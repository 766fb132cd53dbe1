#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define SIZE 4096

int main(void)
{
    int fd = shm_open("OS", O_CREAT | O_RDWR, 0666);
    char *ptr;

    if (fd == -1) {
        perror("shm_open");
        exit(1);
    }
    ftruncate(fd, SIZE);
    ptr = mmap(0, SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (ptr == MAP_FAILED) {
        perror("mmap");
        exit(1);
    }
    ptr += sprintf(ptr, "%s", "Hello");
    ptr += sprintf(ptr, "%s", "World!");
    return 0;
}
