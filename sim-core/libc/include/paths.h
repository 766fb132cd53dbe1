/* <paths.h>: where things are (BSD). */
#ifndef _PATHS_H
#define _PATHS_H

#define _PATH_BSHELL  "/bin/sh"
#define _PATH_CONSOLE "/dev/console"
#define _PATH_DEVNULL "/dev/null"
#define _PATH_LOG     "/dev/log"
#define _PATH_UTMP    "/var/run/utmp"
#define _PATH_WTMP    "/var/log/wtmp"
#define _PATH_VARRUN  "/var/run/"
#define _PATH_STDPATH "/usr/bin:/bin:/usr/sbin:/sbin"
#define _PATH_SHELLS  "/etc/shells"
#define _PATH_TTY     "/dev/tty"
#define _PATH_DEV     "/dev/"
#define _PATH_TMP     "/tmp/"
#define _PATH_DEFPATH "/usr/bin:/bin"

#endif
