#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Two processes meet at a semaphore's name. */

int main(void)
{
    sem_t *sem, *same;
    int value;

    sem_unlink("/lab-gate");
    if (sem_open("/lab-gate", 0) == SEM_FAILED)
        printf("missing: %s\n", strerror(errno));
    if (sem_open("/", O_CREAT, 0600, 1) == SEM_FAILED)
        printf("no name: %s\n", strerror(errno));
    sem = sem_open("/lab-gate", O_CREAT | O_EXCL, 0600, 0);
    if (sem == SEM_FAILED) {
        perror("sem_open");
        return 1;
    }
    if (sem_open("/lab-gate", O_CREAT | O_EXCL, 0600, 1) == SEM_FAILED)
        printf("again: %s\n", strerror(errno));
    same = sem_open("/lab-gate", O_CREAT, 0600, 5);
    sem_getvalue(same, &value);
    printf("value %d, same address: %d\n", value, same == sem);
    sem_close(same);
    fflush(stdout);
    if (fork() == 0) {
        sem_t *mine = sem_open("/lab-gate", 0);

        printf("child: before the gate\n");
        sem_post(mine);
        sem_close(mine);
        return 0;
    }
    sem_wait(sem);
    wait(NULL);
    printf("parent: behind the gate\n");
    sem_close(sem);
    printf("unlink %d\n", sem_unlink("/lab-gate"));
    if (sem_unlink("/lab-gate") == -1)
        printf("unlink: %s\n", strerror(errno));
    return 0;
}
