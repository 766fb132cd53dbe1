#include "common.h"
#include "fail.h"

int goes_to_log;

static void say(int error, const char *format, va_list args)
{
    char line[LINE_ROOM];
    size_t len;

    vsnprintf(line, sizeof(line), format, args);
    len = strlen(line);
    if (error)
        snprintf(line + len, sizeof(line) - len, " (%d: %s)", error, strerror(error));
    fflush(stdout);
    if (goes_to_log)
        syslog(LOG_ERR, "%s", line);
    else
        fprintf(stdout, "%s\n", line);
}

void complain(const char *format, ...)
{
    va_list args;
    int error = errno;

    va_start(args, format);
    say(error, format, args);
    va_end(args);
}

void fail(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    say(errno, format, args);
    va_end(args);
    exit(EXIT_FAILURE);
}
