/* Attributes of terminals: tcgetattr(3), tcsetattr(3). The kernel's structure is shorter than the library's (ioctl_tty(2)). */
#include <bits/syscall_ret.h>
#include <errno.h>
#include <string.h>
#include <sys/syscall.h>
#include <termios.h>

#define TCGETS 0x5401
#define TCSETS 0x5402
#define TCFLSH 0x540b

#define KERNEL_NCCS 19
#define SPEED       010017

struct kernel_termios {
    tcflag_t flags[4];
    cc_t line;
    cc_t cc[KERNEL_NCCS];
};

int tcgetattr(int fd, struct termios *attributes)
{
    struct kernel_termios kernel;

    if (__syscall_ret(__lab_syscall(SYS_ioctl, fd, TCGETS, &kernel)) < 0)
        return -1;
    memset(attributes, 0, sizeof(*attributes));
    memcpy(attributes, kernel.flags, sizeof(kernel.flags));
    attributes->c_line = kernel.line;
    memcpy(attributes->c_cc, kernel.cc, KERNEL_NCCS);
    attributes->c_ispeed = attributes->c_ospeed = kernel.flags[2] & SPEED;
    return 0;
}

int tcsetattr(int fd, int when, const struct termios *attributes)
{
    struct kernel_termios kernel;

    if (when < TCSANOW || when > TCSAFLUSH) {
        errno = EINVAL;
        return -1;
    }
    memcpy(kernel.flags, attributes, sizeof(kernel.flags));
    kernel.line = attributes->c_line;
    memcpy(kernel.cc, attributes->c_cc, KERNEL_NCCS);
    return (int)__syscall_ret(__lab_syscall(SYS_ioctl, fd, TCSETS + when, &kernel));
}

int tcflush(int fd, int which)
{
    return (int)__syscall_ret(__lab_syscall(SYS_ioctl, fd, TCFLSH, which));
}

void cfmakeraw(struct termios *attributes)
{
    attributes->c_iflag &= ~(tcflag_t)(IGNBRK | BRKINT | PARMRK | ISTRIP | INLCR | IGNCR | ICRNL | IXON);
    attributes->c_oflag &= ~(tcflag_t)OPOST;
    attributes->c_lflag &= ~(tcflag_t)(ECHO | ECHONL | ICANON | ISIG | IEXTEN);
    attributes->c_cflag = (attributes->c_cflag & ~(tcflag_t)(CSIZE | PARENB)) | CS8;
    attributes->c_cc[VMIN] = 1;
    attributes->c_cc[VTIME] = 0;
}

speed_t cfgetispeed(const struct termios *attributes)
{
    return attributes->c_cflag & SPEED;
}

speed_t cfgetospeed(const struct termios *attributes)
{
    return attributes->c_cflag & SPEED;
}

int cfsetispeed(struct termios *attributes, speed_t speed)
{
    return speed ? cfsetospeed(attributes, speed) : 0;
}

int cfsetospeed(struct termios *attributes, speed_t speed)
{
    attributes->c_cflag = (attributes->c_cflag & ~(tcflag_t)SPEED) | speed;
    attributes->c_ospeed = attributes->c_ispeed = speed;
    return 0;
}
