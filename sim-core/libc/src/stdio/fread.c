/* fread(3): what is at hand is copied; whole blocks are read straight into place. */
#include <bits/stdio_file.h>
#include <string.h>

/* Reads whole blocks past the buffer. Returns the number of bytes, 0 at the end or on an error. */
static size_t read_straight(FILE *stream, char *to, size_t want)
{
    ssize_t count;

    if (stream->size >= 128)
        want -= want % stream->size;
    count = __stdio_read_call(stream, to, want);
    if (count <= 0) {
        stream->flags |= count == 0 ? F_EOF : F_ERR;
        return 0;
    }
    return (size_t)count;
}

static int can_read_straight(const FILE *stream, size_t want)
{
    return !(stream->flags & (F_MEMORY | F_WRITING)) && (stream->flags & F_READ) && want >= stream->size &&
           stream->end != stream->unget + UNGET_ROOM;
}

size_t fread(void *items, size_t size, size_t count, FILE *stream)
{
    char *to = items;
    size_t want = size * count;
    size_t total = want;

    if (want == 0)
        return 0;
    if (!(stream->flags & F_MEMORY))
        __stdio_set_buffer(stream);
    while (want > 0) {
        size_t have = stream->flags & F_WRITING ? 0 : (size_t)(stream->end - stream->next);

        if (have > want)
            have = want;
        if (have == 0 && can_read_straight(stream, want)) {
            have = read_straight(stream, to, want);
            if (have == 0)
                break;
        } else if (have == 0) {
            if (__stdio_fill(stream) == EOF)
                break;
            continue;
        } else {
            memcpy(to, stream->next, have);
            stream->next += have;
        }
        to += have;
        want -= have;
    }
    return (total - want) / size;
}

size_t fread_unlocked(void *items, size_t size, size_t count, FILE *stream)
{
    return fread(items, size, count, stream);
}

int getw(FILE *stream)
{
    int word;

    return fread(&word, sizeof(word), 1, stream) == 1 ? word : EOF;
}
