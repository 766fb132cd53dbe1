#include <stdio.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

/* Three processes print in turn, each waiting for its own semaphore and then raising the next one. */

static void change(int id, int which, int by)
{
    struct sembuf op = { which, by, 0 };

    if (semop(id, &op, 1) == -1) {
        perror("semop");
        exit(1);
    }
}

int main(void)
{
    int id = semget(IPC_PRIVATE, 3, 0600);

    if (id == -1) {
        perror("semget");
        return 1;
    }
    for (int me = 0; me < 3; me++) {
        if (fork() == 0) {
            for (int round = 1; round <= 3; round++) {
                change(id, me, -1);
                printf("round %d: process %d\n", round, me);
                fflush(stdout);
                change(id, (me + 1) % 3, 1);
            }
            return 0;
        }
    }
    change(id, 0, 1);
    while (wait(NULL) > 0)
        ;
    printf("left: %d\n", semctl(id, 0, GETVAL));
    semctl(id, 0, IPC_RMID);
    return 0;
}
