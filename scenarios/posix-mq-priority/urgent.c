#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct {
    const char *text;
    unsigned int priority;
} orders[] = {
    { "tea", 1 },
    { "coffee", 1 },
    { "fire alarm", 9 },
    { "cake", 2 },
};

int main(void)
{
    struct mq_attr attr = { .mq_maxmsg = 8, .mq_msgsize = 64 };
    char text[64];
    unsigned int priority;
    mqd_t queue = mq_open("/orders", O_CREAT | O_RDWR, 0600, &attr);

    if (queue == (mqd_t)-1) {
        perror("mq_open");
        return 1;
    }
    if (fork() == 0) {
        for (int i = 0; i < 4; i++)
            mq_send(queue, orders[i].text, strlen(orders[i].text) + 1, orders[i].priority);
        return 0;
    }
    wait(NULL);
    for (int i = 0; i < 4; i++) {
        mq_receive(queue, text, sizeof text, &priority);
        printf("priority %u: %s\n", priority, text);
    }
    mq_close(queue);
    mq_unlink("/orders");
    return 0;
}
