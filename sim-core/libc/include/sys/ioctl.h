/* <sys/ioctl.h>: what a program asks of a device or a channel besides reading and writing (ioctl(2)). */
#ifndef _SYS_IOCTL_H
#define _SYS_IOCTL_H

#define TCGETS   0x5401
#define FIONREAD 0x541b
#define TIOCINQ  FIONREAD
#define FIONBIO  0x5421

int ioctl(int fd, unsigned long request, ...);

#endif
