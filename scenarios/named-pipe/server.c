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

    mkfifo(SERVER_FIFO, 0666);
    mkfifo(CLIENT_FIFO, 0666);
    request = open(SERVER_FIFO, O_RDONLY);
    if (request < 0) {
        perror("open");
        exit(1);
    }
    answer = open(CLIENT_FIFO, O_WRONLY);
    while (read(request, &number, sizeof(number)) > 0) {
        number *= number;
        write(answer, &number, sizeof(number));
    }
    close(request);
    close(answer);
    unlink(SERVER_FIFO);
    unlink(CLIENT_FIFO);
    return 0;
}
