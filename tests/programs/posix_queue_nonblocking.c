#include <mqueue.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <errno.h>
#include <unistd.h>
#include <sys/wait.h>
#define Q "/test_queue"

/* A POSIX queue that does not wait: full, empty, too small a buffer, priorities. */
int main()
{
    mqd_t mq;
    struct mq_attr attr = {.mq_maxmsg = 5,.mq_msgsize = 64 }, got;
    char b[64];
    unsigned pr;
    mq_unlink(Q);
    if ((mq = mq_open(Q, O_CREAT | O_RDWR | O_NONBLOCK, 0644, &attr)) == (mqd_t) - 1) {
        perror("mq_open");
        exit(1);
    }
    mq_getattr(mq, &got);
    printf("flags %ld max %ld size %ld cur %ld\n", got.mq_flags == O_NONBLOCK, got.mq_maxmsg, got.mq_msgsize,
           got.mq_curmsgs);
    if (mq_receive(mq, b, 64, NULL) == -1)
        perror("empty");
    for (int i = 0; i < 6; i++) {
        sprintf(b, "m%d", i);
        if (mq_send(mq, b, strlen(b) + 1, i % 3) == -1)
            printf("%s\n", errno == EAGAIN ? "full" : "??");
    }
    if (mq_receive(mq, b, 10, NULL) == -1)
        printf("%s\n", strerror(errno));
    fflush(stdout);
    if (fork() == 0) {
        mqd_t m = mq_open(Q, O_RDONLY);
        ssize_t n;
        for (int i = 0; i < 5; i++) {
            n = mq_receive(m, b, 64, &pr);
            printf("%s prio %u len %zd\n", b, pr, n);
        } mq_close(m);
        exit(0);
    }
    wait(NULL);
    mq_close(mq);
    mq_unlink(Q);
    return 0;
}
