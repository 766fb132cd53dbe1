/* syslog(3): a datagram to /dev/log, where a daemon would read it. The lab's hosts run none, as many real ones: then the
 * message is lost, unless LOG_PERROR wants it on standard error too. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

static const char *ident;
static int options;
static int facility = LOG_USER;
static int mask = 0xff;
static int log_fd = -1;

static void connect_log(void)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX, .sun_path = _PATH_LOG };

    if (log_fd >= 0)
        return;
    log_fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (log_fd >= 0 && connect(log_fd, (struct sockaddr *)&address, sizeof(address)) < 0) {
        close(log_fd);
        log_fd = -1;
    }
}

void openlog(const char *name, int wanted, int which)
{
    ident = name;
    options = wanted;
    if (which != 0 && (which & ~LOG_FACMASK) == 0)
        facility = which;
    if (options & LOG_NDELAY)
        connect_log();
}

void closelog(void)
{
    if (log_fd >= 0)
        close(log_fd);
    log_fd = -1;
    ident = NULL;
}

int setlogmask(int wanted)
{
    int before = mask;

    if (wanted != 0)
        mask = wanted;
    return before;
}

/* The format with the text of `error` in place of %m. */
static char *with_error(const char *format, int error)
{
    char *text = malloc(strlen(format) * 64 + 1);
    char *to = text;

    if (!text)
        return NULL;
    for (; *format; format++) {
        if (format[0] == '%' && format[1] == 'm') {
            to = stpcpy(to, strerror(error));
            format++;
        } else {
            *to++ = *format;
            if (format[0] == '%' && format[1] == '%')
                *to++ = *++format;
        }
    }
    *to = '\0';
    return text;
}

static void send_message(const char *message, const char *tag, const char *text)
{
    connect_log();
    if (log_fd >= 0 && send(log_fd, message, strlen(message) + 1, MSG_NOSIGNAL) >= 0)
        return;
    if (options & LOG_CONS) {
        int console = open(_PATH_CONSOLE, O_WRONLY | O_NOCTTY | O_CLOEXEC);

        if (console >= 0) {
            dprintf(console, "%s%s\r\n", tag, text);
            close(console);
        }
    }
}

static void write_message(int priority, const char *text)
{
    time_t now = time(NULL);
    char date[32];
    char tag[128];
    char *message;
    const char *name = ident ? ident : program_invocation_short_name;

    if (options & LOG_PID)
        snprintf(tag, sizeof(tag), "%s[%d]: ", name, getpid());
    else
        snprintf(tag, sizeof(tag), "%s: ", name);
    if (options & LOG_PERROR)
        dprintf(STDERR_FILENO, "%s%s%s", tag, text, *text && text[strlen(text) - 1] == '\n' ? "" : "\n");
    strftime(date, sizeof(date), "%h %e %T", localtime(&now));
    if (asprintf(&message, "<%d>%s %s%s", priority, date, tag, text) >= 0) {
        send_message(message, tag, text);
        free(message);
    }
}

void vsyslog(int priority, const char *format, va_list args)
{
    int saved = errno;
    char *full = with_error(format, saved);
    char *text;

    if ((priority & ~(LOG_PRIMASK | LOG_FACMASK)) != 0)
        priority &= LOG_PRIMASK | LOG_FACMASK;
    if (!full)
        return;
    if (LOG_MASK(LOG_PRI(priority)) & mask) {
        if ((priority & LOG_FACMASK) == 0)
            priority |= facility;
        if (vasprintf(&text, full, args) >= 0) {
            write_message(priority, text);
            free(text);
        }
    }
    free(full);
    errno = saved;
}

void syslog(int priority, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vsyslog(priority, format, args);
    va_end(args);
}
