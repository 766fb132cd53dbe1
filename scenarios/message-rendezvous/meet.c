#include <message.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#define PORT 1

int main(void)
{
    int number, got;

    /* Capacity 0: a message is never kept, so the two have to meet. */
    mailbox_open(PORT, 0);
    if (fork() == 0) {
        for (number = 1; number <= 2; number++) {
            mailbox_send(PORT, &number, sizeof number);
            printf("sender: %d has been received\n", number);
        }
        return 0;
    }
    if (mailbox_receive_async(PORT, &got, sizeof got) < 0)
        perror("receiver: nobody is sending");
    for (int i = 0; i < 2; i++) {
        mailbox_receive(PORT, &got, sizeof got);
        printf("receiver: got %d\n", got);
    }
    wait(NULL);
    mailbox_remove(PORT);
    return 0;
}
