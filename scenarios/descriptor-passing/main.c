#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

struct envelope {
    struct msghdr message;
    struct iovec part;
    char byte;
    char control[CMSG_SPACE(sizeof(int))];
};

static void prepare(struct envelope *envelope)
{
    memset(envelope, 0, sizeof(*envelope));
    envelope->part.iov_base = &envelope->byte;
    envelope->part.iov_len = 1;
    envelope->message.msg_iov = &envelope->part;
    envelope->message.msg_iovlen = 1;
    envelope->message.msg_control = envelope->control;
    envelope->message.msg_controllen = sizeof(envelope->control);
}

static void send_file(int socket, int fd)
{
    struct envelope envelope;
    struct cmsghdr *header;

    prepare(&envelope);
    header = CMSG_FIRSTHDR(&envelope.message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(header), &fd, sizeof(fd));
    sendmsg(socket, &envelope.message, 0);
}

static int receive_file(int socket)
{
    struct envelope envelope;
    int fd;

    prepare(&envelope);
    recvmsg(socket, &envelope.message, 0);
    memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&envelope.message)), sizeof(fd));
    return fd;
}

int main(void)
{
    int ends[2], fd, len;
    char text[64];

    socketpair(AF_UNIX, SOCK_DGRAM, 0, ends);
    if (fork() == 0) {
        fd = receive_file(ends[1]);
        len = read(fd, text, sizeof(text));
        printf("child reads from descriptor %d: %.*s\n", fd, len, text);
        exit(0);
    }
    fd = open("/tmp/secret", O_CREAT | O_RDWR, 0600);
    write(fd, "opened by the parent", 20);
    lseek(fd, 0, SEEK_SET);
    unlink("/tmp/secret");
    send_file(ends[0], fd);
    close(fd);
    wait(NULL);
    return 0;
}
