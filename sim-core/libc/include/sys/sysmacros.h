/* <sys/sysmacros.h>: the parts of a device number (makedev(3)). */
#ifndef _SYS_SYSMACROS_H
#define _SYS_SYSMACROS_H

#define major(dev) ((unsigned int)((((dev) >> 8) & 0xfff) | (((dev) >> 32) & 0xfffff000)))
#define minor(dev) ((unsigned int)(((dev) & 0xff) | (((dev) >> 12) & 0xffffff00)))
#define makedev(major, minor)                                                                             \
    ((((unsigned long)(major) & 0xfffff000) << 32) | (((unsigned long)(major) & 0xfff) << 8) |             \
     (((unsigned long)(minor) & 0xffffff00) << 12) | ((unsigned long)(minor) & 0xff))

#endif
