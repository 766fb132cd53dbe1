#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define SIZE 4096

int main(void)
{
    int fd = shm_open("OS", O_RDONLY, 0666);
    char *ptr;

    if (fd == -1) {
        perror("shm_open");
        exit(1);
    }
    /* The descriptor may only be read, so a shared mapping may not be written. */
    ptr = mmap(0, SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (ptr == MAP_FAILED) {
        perror("mmap");
        shm_unlink("OS");
        exit(1);
    }
    printf("%s\n", ptr);
    shm_unlink("OS");
    return 0;
}
