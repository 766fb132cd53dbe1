#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define SERVER_FIFO "/tmp/server_fifo"
#define CLIENT_FIFO "/tmp/client_fifo"

int main(void)
{
    int request, answer, number;

    /* Whoever comes first makes the names; EEXIST does not matter. */
    mkfifo(SERVER_FIFO, 0666);
    mkfifo(CLIENT_FIFO, 0666);
    request = open(SERVER_FIFO, O_WRONLY);
    if (request < 0) {
        perror("open");
        exit(1);
    }
    answer = open(CLIENT_FIFO, O_RDONLY);
    for (int i = 2; i <= 4; i++) {
        write(request, &i, sizeof(i));
        read(answer, &number, sizeof(number));
        printf("%d squared is %d\n", i, number);
    }
    close(request);
    close(answer);
    return 0;
}
