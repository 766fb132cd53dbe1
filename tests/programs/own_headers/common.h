/* What all files of this program share. */
#ifndef COMMON_H
#define COMMON_H

#define _XOPEN_SOURCE 700

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/termios.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <syslog.h>
#include <unistd.h>

#define LINE_ROOM 512
#define COUNT_OF(list) (sizeof(list) / sizeof((list)[0]))

typedef void Handler(int);

#endif
