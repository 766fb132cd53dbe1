#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static void try_map(const char *what, int prot, int flags, int fd)
{
    void *at = mmap(NULL, 4096, prot, flags, fd, 0);

    printf("%-28s %s\n", what, at == MAP_FAILED ? strerror(errno) : "ok");
    if (at != MAP_FAILED)
        munmap(at, 4096);
}

/* Shared and private mappings of one file, and which of them a descriptor allows. */
int main(void)
{
    int fd = open("/tmp/lab-map", O_CREAT | O_TRUNC | O_RDWR, 0644);
    int reading = open("/tmp/lab-map", O_RDONLY);
    int writing = open("/tmp/lab-map", O_WRONLY);
    char *shared, *private, *anonymous, *locked;
    char buf[16] = { 0 };

    write(fd, "original", 9);
    shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    private = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE, reading, 0);
    anonymous = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    private[0] = 'X';
    shared[1] = 'Y';
    if (fork() == 0) {
        shared[2] = 'Z';
        private[3] = 'W';
        strcpy(anonymous, "from the child");
        exit(0);
    }
    wait(NULL);
    pread(fd, buf, sizeof(buf), 0);
    printf("file %s, shared %s, private %s, anonymous %s\n", buf, shared, private, anonymous);
    try_map("read only, private write", PROT_READ | PROT_WRITE, MAP_PRIVATE, reading);
    try_map("read only, shared write", PROT_READ | PROT_WRITE, MAP_SHARED, reading);
    try_map("write only, shared read", PROT_READ, MAP_SHARED, writing);
    try_map("closed", PROT_READ, MAP_SHARED, 77);
    locked = mmap(NULL, 4096, PROT_READ, MAP_SHARED, reading, 0);
    if (mprotect(locked, 4096, PROT_READ | PROT_WRITE) < 0)
        printf("mprotect: %s\n", strerror(errno));
    printf("msync: %d\n", msync(shared, 4096, MS_SYNC));
    ftruncate(fd, 3);
    printf("cut: %d %d\n", shared[2], shared[3]);
    unlink("/tmp/lab-map");
    return 0;
}
