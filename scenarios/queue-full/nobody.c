#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

int main(void)
{
    struct mq_attr attr = { .mq_maxmsg = 3, .mq_msgsize = 32 };
    char text[32];
    mqd_t queue = mq_open("/nobody", O_CREAT | O_WRONLY, 0600, &attr);

    if (queue == (mqd_t)-1) {
        perror("mq_open");
        return 1;
    }
    for (int i = 1; i <= 4; i++) {
        snprintf(text, sizeof text, "letter %d", i);
        if (mq_send(queue, text, strlen(text) + 1, 0) < 0)
            perror("mq_send");
        fprintf(stderr, "sent %s\n", text);
    }
    mq_close(queue);
    mq_unlink("/nobody");
    return 0;
}
