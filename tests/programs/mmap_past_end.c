//@ exit 135
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

/* The mapping is longer than the file: its second page has nothing behind it. */
int main(void)
{
    int fd = open("/tmp/lab-short", O_CREAT | O_TRUNC | O_RDWR, 0644);
    char *map;

    unlink("/tmp/lab-short");
    ftruncate(fd, 100);
    map = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    map[4095] = 'a';
    printf("the first page: %c\n", map[4095]);
    fflush(stdout);
    map[4096] = 'b';
    printf("not reached\n");
    return 0;
}
