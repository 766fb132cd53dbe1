/* A child opens a pipe and passes its read end to its parent through a socket, with its credentials. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static void send_descriptor(int socket, int fd)
{
    char byte = '!';
    union {
        char space[CMSG_SPACE(sizeof(int))];
        struct cmsghdr align;
    } control;
    struct iovec part = {&byte, 1};
    struct msghdr message;
    struct cmsghdr *header;

    memset(&message, 0, sizeof(message));
    memset(&control, 0, sizeof(control));
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.space;
    message.msg_controllen = sizeof(control.space);
    header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(header), &fd, sizeof(fd));
    printf("child sends: %zd\n", sendmsg(socket, &message, 0));
}

static int receive_descriptor(int socket, pid_t child)
{
    char byte;
    union {
        char space[CMSG_SPACE(sizeof(int)) + CMSG_SPACE(sizeof(struct ucred))];
        struct cmsghdr align;
    } control;
    struct iovec part = {&byte, 1};
    struct msghdr message;
    struct cmsghdr *header;
    int fd = -1;

    memset(&message, 0, sizeof(message));
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.space;
    message.msg_controllen = sizeof(control.space);
    if (recvmsg(socket, &message, 0) < 0) {
        perror("recvmsg");
        exit(1);
    }
    for (header = CMSG_FIRSTHDR(&message); header != NULL; header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_type == SCM_RIGHTS) {
            memcpy(&fd, CMSG_DATA(header), sizeof(fd));
        } else if (header->cmsg_type == SCM_CREDENTIALS) {
            struct ucred *who = (struct ucred *)CMSG_DATA(header);

            printf("parent hears from its child: %d\n", who->pid == child);
        }
    }
    printf("flags %#x, byte %c\n", message.msg_flags, byte);
    return fd;
}

int main(void)
{
    int ends[2], on = 1, fd;
    char text[32];
    ssize_t len;
    pid_t child;

    socketpair(AF_UNIX, SOCK_DGRAM, 0, ends);
    setsockopt(ends[0], SOL_SOCKET, SO_PASSCRED, &on, sizeof(on));
    child = fork();
    if (child == 0) {
        int channel[2];

        close(ends[0]);
        pipe(channel);
        write(channel[1], "through a passed pipe", 21);
        send_descriptor(ends[1], channel[0]);
        exit(0);
    }
    wait(NULL);
    fd = receive_descriptor(ends[0], child);
    len = read(fd, text, sizeof(text));
    printf("parent reads: %.*s\n", (int)len, text);
    printf("end of file: %zd\n", read(fd, text, sizeof(text)));
    return 0;
}
