#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define NAME "/lab-counter"

/* A counter in POSIX shared memory: the name can go while the memory stays. */
int main(void)
{
    int *counter;
    struct stat info;
    int fd = shm_open(NAME, O_CREAT | O_EXCL | O_RDWR, 0600);

    if (fd == -1) {
        perror("shm_open");
        return 1;
    }
    if (shm_open(NAME, O_CREAT | O_EXCL | O_RDWR, 0600) == -1)
        printf("%s\n", strerror(errno));
    fstat(fd, &info);
    printf("size %ld\n", (long)info.st_size);
    ftruncate(fd, sizeof(int));
    counter = mmap(NULL, sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    shm_unlink(NAME);
    for (int i = 0; i < 3; i++) {
        if (fork() == 0) {
            *counter += i + 1;
            exit(0);
        }
        wait(NULL);
    }
    printf("counter %d\n", *counter);
    if (shm_open(NAME, O_RDWR, 0) == -1)
        printf("%s\n", strerror(errno));
    return 0;
}
