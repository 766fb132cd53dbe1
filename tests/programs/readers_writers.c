#include <stdio.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

/* Readers wait for zero writers and count themselves in one step; a writer waits for zero of both. */

enum { READERS, WRITERS };

int main(void)
{
    struct sembuf read_begin[] = { { WRITERS, 0, 0 }, { READERS, 1, SEM_UNDO } };
    struct sembuf read_end = { READERS, -1, SEM_UNDO };
    struct sembuf write_begin[] = { { READERS, 0, 0 }, { WRITERS, 0, 0 }, { WRITERS, 1, SEM_UNDO } };
    struct sembuf write_end = { WRITERS, -1, SEM_UNDO };
    int id = semget(IPC_PRIVATE, 2, 0600);
    int go[2];
    char c;

    if (id == -1 || pipe(go) == -1)
        return 1;
    semop(id, read_begin, 2);
    for (int i = 0; i < 2; i++) {
        if (fork() == 0) {
            close(go[1]);
            read(go[0], &c, 1);
            semop(id, write_begin, 3);
            semop(id, &write_end, 1);
            _exit(0);
        }
    }
    close(go[0]);
    close(go[1]);
    while (semctl(id, READERS, GETZCNT) < 2)
        usleep(1000);
    printf("readers %d, writers that wait %d\n", semctl(id, READERS, GETVAL), semctl(id, READERS, GETZCNT));
    semop(id, &read_end, 1);
    while (wait(NULL) > 0)
        ;
    printf("readers %d, writers %d\n", semctl(id, READERS, GETVAL), semctl(id, WRITERS, GETVAL));
    semctl(id, 0, IPC_RMID);
    return 0;
}
