/* isatty(3): a terminal is what answers TCGETS (ioctl_tty(2)). */
#include <bits/syscall_ret.h>
#include <sys/syscall.h>
#include <unistd.h>

#define TCGETS 0x5401

int isatty(int fd)
{
    unsigned int termios[15];

    return __syscall_ret(__lab_syscall(SYS_ioctl, fd, TCGETS, termios)) == 0;
}
