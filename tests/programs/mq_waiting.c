#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* A sender waits for room, a receiver for a message, and one of them until the time is over. */

int main(void)
{
    struct mq_attr attr = { .mq_maxmsg = 2, .mq_msgsize = 32 };
    struct timespec limit;
    char buf[32];
    unsigned int priority;
    mqd_t q;

    mq_unlink("/lab-waiting");
    q = mq_open("/lab-waiting", O_RDWR | O_CREAT, 0600, &attr);
    if (q == (mqd_t)-1) {
        perror("mq_open");
        return 1;
    }
    if (fork() == 0) {
        for (int i = 0; i < 5; i++) {
            sprintf(buf, "message %d", i);
            if (mq_send(q, buf, strlen(buf) + 1, 3) == -1)
                perror("mq_send");
        }
        _exit(0);
    }
    for (int i = 0; i < 5; i++) {
        ssize_t n = mq_receive(q, buf, sizeof buf, &priority);
        printf("%zd bytes, priority %u: %s\n", n, priority, buf);
    }
    wait(NULL);
    clock_gettime(CLOCK_REALTIME, &limit);
    limit.tv_sec += 1;
    if (mq_timedreceive(q, buf, sizeof buf, NULL, &limit) == -1)
        printf("mq_timedreceive: %s\n", strerror(errno));
    mq_close(q);
    mq_unlink("/lab-waiting");
    return 0;
}
