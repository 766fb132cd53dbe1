// A message queue cannot be written to, not even nothing, and that is seen before the memory.
#include <fcntl.h>
#include <mqueue.h>
#include <unistd.h>

int main(void)
{
    struct mq_attr attr = { .mq_maxmsg = 2, .mq_msgsize = 100 };
    mqd_t queue = mq_open("/queue", O_CREAT | O_RDWR, 0600, &attr);

    write(queue, "", 0);
    write(queue, "", (size_t)-1);
    pwrite(queue, "", 0, 0);
    mq_unlink("/queue");
    return 0;
}
