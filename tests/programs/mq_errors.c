#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

static void report(const char *what, long result)
{
    if (result == -1)
        printf("%s: %s\n", what, strerror(errno));
    else
        printf("%s: %ld\n", what, result);
}

int main(void)
{
    struct mq_attr attr = { .mq_maxmsg = 2, .mq_msgsize = 16 };
    struct mq_attr wrong = { .mq_maxmsg = 0, .mq_msgsize = 16 };
    struct mq_attr now;
    struct timespec past = { 1, 0 }, odd = { 1, -1 };
    char buf[64];
    unsigned int priority;
    mqd_t q, reader, writer;

    mq_unlink("/lab-errors");
    report("missing", mq_open("/lab-errors", O_RDWR));
    report("no slash", mq_open("lab-errors", O_RDWR | O_CREAT, 0600, &attr));
    report("only a slash", mq_open("/", O_RDWR | O_CREAT, 0600, &attr));
    report("two slashes", mq_open("/a/b", O_RDWR | O_CREAT, 0600, &attr));
    report("no room", mq_open("/lab-errors", O_RDWR | O_CREAT, 0600, &wrong));
    q = mq_open("/lab-errors", O_RDWR | O_CREAT | O_EXCL | O_NONBLOCK, 0600, &attr);
    report("again", mq_open("/lab-errors", O_RDWR | O_CREAT | O_EXCL, 0600, &attr));
    reader = mq_open("/lab-errors", O_RDONLY);
    writer = mq_open("/lab-errors", O_WRONLY);

    report("too long", mq_send(q, buf, 17, 0));
    report("priority", mq_send(q, "x", 1, 32768));
    report("wrong way", mq_send(reader, "x", 1, 0));
    report("wrong way", mq_receive(writer, buf, sizeof buf, NULL));
    report("not open", mq_send(99, "x", 1, 0));
    report("not a queue", mq_send(0, "x", 1, 0));
    report("empty", mq_receive(q, buf, sizeof buf, NULL));
    report("small", mq_receive(q, buf, 15, NULL));
    report("send", mq_send(q, "low", 3, 1));
    report("send", mq_send(q, "high", 4, 9));
    report("full", mq_send(q, "x", 1, 0));
    report("time", mq_timedsend(writer, "x", 1, 0, &past));
    report("odd time", mq_timedsend(q, "x", 1, 0, &odd));
    report("getattr", mq_getattr(q, &now));
    printf("flags %ld, %ld of %ld messages of %ld bytes\n", now.mq_flags == O_NONBLOCK, now.mq_curmsgs, now.mq_maxmsg,
           now.mq_msgsize);
    now.mq_flags = 0;
    report("setattr", mq_setattr(q, &now, NULL));
    report("receive", mq_receive(q, buf, sizeof buf, &priority));
    printf("%.4s, priority %u\n", buf, priority);
    report("unlink", mq_unlink("/lab-errors"));
    report("unlink", mq_unlink("/lab-errors"));
    report("receive", mq_receive(q, buf, sizeof buf, &priority));
    printf("%.3s, priority %u\n", buf, priority);
    report("time", mq_timedreceive(q, buf, sizeof buf, NULL, &past));
    report("close", mq_close(q));
    report("close", mq_close(q));
    return 0;
}
