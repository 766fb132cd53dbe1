/* eventfd: counters and semaphores, what they refuse, and waiting on either side. */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void show(const char *what, int fd)
{
    eventfd_t value = 0;
    int ret = eventfd_read(fd, &value);

    printf("%s: %d %llx %s\n", what, ret, (unsigned long long)value, ret ? strerror(errno) : "");
}

int main(void)
{
    char bytes[8] = "";
    struct stat state;
    int counter = eventfd(3, EFD_NONBLOCK), semaphore = eventfd(2, EFD_NONBLOCK | EFD_SEMAPHORE), full = eventfd(0, 0);

    setvbuf(stdout, NULL, _IONBF, 0);
    show("counter", counter);
    show("counter", counter);
    show("semaphore", semaphore);
    show("semaphore", semaphore);
    show("semaphore", semaphore);
    printf("%d\n", eventfd_write(counter, UINT64_MAX - 1));
    printf("%d %s\n", eventfd_write(counter, 1), strerror(errno));
    printf("%d %s\n", eventfd_write(counter, UINT64_MAX), strerror(errno));
    show("largest", counter);
    printf("%zd %s\n", read(counter, bytes, 7), strerror(errno));
    printf("%zd %s\n", write(counter, bytes, 7), strerror(errno));
    printf("%d %s\n", eventfd(0, 2), strerror(errno));
    fstat(counter, &state);
    printf("%o %d\n", (unsigned int)state.st_mode, (int)lseek(counter, 5, SEEK_SET));
    if (fork() == 0) {
        show("waited for", full);
        eventfd_write(full, UINT64_MAX - 1);
        eventfd_write(full, 5);
        return 0;
    }
    usleep(50000);
    eventfd_write(full, 7);
    usleep(50000);
    show("full", full);
    wait(NULL);
    show("rest", full);
    return 0;
}
