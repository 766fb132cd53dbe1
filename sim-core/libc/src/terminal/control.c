/* Who has a terminal, and its line: tcgetpgrp(3), tcsetpgrp(3), tcgetsid(3), tcdrain(3). */
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

pid_t tcgetpgrp(int fd)
{
    pid_t group;

    return ioctl(fd, TIOCGPGRP, &group) < 0 ? -1 : group;
}

int tcsetpgrp(int fd, pid_t group)
{
    return ioctl(fd, TIOCSPGRP, &group);
}

pid_t tcgetsid(int fd)
{
    pid_t session;

    return ioctl(fd, TIOCGSID, &session) < 0 ? -1 : session;
}

int tcdrain(int fd)
{
    return ioctl(fd, TCSBRK, 1);
}

/* A break lasts as long as the terminal likes; longer ones are a matter of the driver. */
int tcsendbreak(int fd, int duration)
{
    (void)duration;
    return ioctl(fd, TCSBRK, 0);
}

int tcflow(int fd, int action)
{
    return ioctl(fd, TCXONC, action);
}

int cfsetspeed(struct termios *attributes, speed_t speed)
{
    return cfsetospeed(attributes, speed);
}
