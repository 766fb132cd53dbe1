#include <errno.h>
#include <stdio.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    struct { long type; char text[8]; } m;
    int id = msgget(4242, IPC_CREAT | IPC_EXCL | 0666), status;

    if (msgget(4242, IPC_CREAT | IPC_EXCL | 0666) == -1)
        perror("again");
    if (fork() == 0) {
        int result = msgrcv(id, &m, sizeof m.text, 0, 0);
        return result == -1 && errno == EIDRM ? 7 : errno == EINVAL ? 7 : 8;
    }
    msgctl(id, IPC_RMID, NULL);
    wait(&status);
    printf("%d\n", WEXITSTATUS(status));
    if (msgget(4242, 0666) == -1)
        perror("gone");
    return 0;
}
