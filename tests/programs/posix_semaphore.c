#include <errno.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* A counting semaphore between processes: the child waits until the parent has posted three times. */

int main(void)
{
    sem_t *sem = mmap(NULL, sizeof *sem, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    struct timespec limit;
    int value;

    if (sem == MAP_FAILED) {
        perror("mmap");
        return 1;
    }
    if (sem_init(sem, 1, 2147483648u) == -1)
        printf("sem_init: %s\n", strerror(errno));
    sem_init(sem, 1, 1);
    sem_getvalue(sem, &value);
    printf("value %d\n", value);
    printf("trywait %d\n", sem_trywait(sem));
    if (sem_trywait(sem) == -1)
        printf("trywait: %s\n", strerror(errno));
    clock_gettime(CLOCK_REALTIME, &limit);
    limit.tv_nsec += 1000;
    if (limit.tv_nsec >= 1000000000) {
        limit.tv_nsec -= 1000000000;
        limit.tv_sec++;
    }
    if (sem_timedwait(sem, &limit) == -1)
        printf("timedwait: %s\n", strerror(errno));
    fflush(stdout);
    if (fork() == 0) {
        for (int i = 1; i <= 3; i++)
            sem_wait(sem);
        printf("child: passed three times\n");
        return 0;
    }
    for (int i = 0; i < 3; i++)
        sem_post(sem);
    wait(NULL);
    sem_getvalue(sem, &value);
    printf("value %d\n", value);
    sem_destroy(sem);
    return 0;
}
