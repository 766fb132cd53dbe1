/* Reading lines: fgets(3), getline(3), and gets(3), which C11 took away and old programs call. */
#include <bits/stdio_file.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_LINE 120 /* as glibc starts */

/* The bytes at hand, up to and with `delimiter`, at most `max`. */
static size_t at_hand(const FILE *stream, int delimiter, size_t max, int *is_found)
{
    size_t len = (size_t)(stream->end - stream->next);
    const unsigned char *found;

    if (len > max)
        len = max;
    found = memchr(stream->next, delimiter, len);
    *is_found = found != NULL;
    return found ? (size_t)(found - stream->next) + 1 : len;
}

static int has_input(FILE *stream)
{
    return (!(stream->flags & F_WRITING) && stream->next < stream->end) || __stdio_fill(stream) != EOF;
}

static char *line_locked(char *line, int size, FILE *stream)
{
    size_t done = 0;
    int is_found = 0;

    if (size <= 0)
        return NULL;
    while (!is_found && done + 1 < (size_t)size) {
        size_t len;

        if (!has_input(stream)) {
            if (done == 0 || ((stream->flags & F_ERR) && errno != EAGAIN))
                return NULL;
            break;
        }
        len = at_hand(stream, '\n', (size_t)size - 1 - done, &is_found);
        memcpy(line + done, stream->next, len);
        stream->next += len;
        done += len;
    }
    line[done] = '\0';
    return line;
}

char *fgets(char *line, int size, FILE *stream)
{
    __lock_take(&stream->lock);
    line = line_locked(line, size, stream);
    __lock_give(&stream->lock);
    return line;
}

char *fgets_unlocked(char *line, int size, FILE *stream)
{
    return fgets(line, size, stream);
}

char *gets(char *line)
{
    size_t len = 0;
    int c;

    while ((c = getchar()) != EOF && c != '\n')
        line[len++] = (char)c;
    if (c == EOF && (len == 0 || ferror(stdin)))
        return NULL;
    line[len] = '\0';
    return line;
}

static int make_room(char **line, size_t *size, size_t need)
{
    size_t larger = 2 * *size > need ? 2 * *size : need;
    char *moved;

    if (*line && *size >= need)
        return 0;
    if (!*line && larger < FIRST_LINE)
        larger = FIRST_LINE;
    moved = realloc(*line, larger);
    if (!moved)
        return -1;
    *line = moved;
    *size = larger;
    return 0;
}

static ssize_t delimited_locked(char **line, size_t *size, int delimiter, FILE *stream)
{
    size_t done = 0;
    int is_found = 0;

    if (!line || !size) {
        errno = EINVAL;
        return -1;
    }
    if (!*line)
        *size = 0;
    if (make_room(line, size, 1) < 0 || !has_input(stream))
        return -1;
    do {
        size_t len = at_hand(stream, delimiter, (size_t)-1, &is_found);

        if (make_room(line, size, done + len + 1) < 0)
            return -1;
        memcpy(*line + done, stream->next, len);
        stream->next += len;
        done += len;
    } while (!is_found && has_input(stream));
    (*line)[done] = '\0';
    return (ssize_t)done;
}

ssize_t getdelim(char **line, size_t *size, int delimiter, FILE *stream)
{
    ssize_t len;

    __lock_take(&stream->lock);
    len = delimited_locked(line, size, delimiter, stream);
    __lock_give(&stream->lock);
    return len;
}

ssize_t getline(char **line, size_t *size, FILE *stream)
{
    return getdelim(line, size, '\n', stream);
}
