/* Where formatted text goes, and padding. */
#include <bits/printf_sink.h>
#include <bits/stdio_file.h>
#include <unistd.h>

/* Hands on what the buffer in front of an unbuffered stream or a descriptor holds. */
void __sink_drain(struct sink *sink)
{
    size_t done = 0;

    if (sink->stream) {
        if (sink->used > 0 && __stdio_write(sink->stream, sink->text, sink->used) != sink->used)
            sink->failed = 1;
    } else {
        while (done < sink->used && !sink->failed) {
            ssize_t count = write(sink->fd, sink->text + done, sink->used - done);

            if (count < 0)
                sink->failed = 1;
            else
                done += (size_t)count;
        }
    }
    sink->used = 0;
}

/* How much a text counts: bytes; for wprintf the bytes that begin a character. */
size_t __sink_width(const struct sink *sink, const char *text, size_t len)
{
    size_t count = 0;

    if (!sink->is_wide)
        return len;
    for (size_t at = 0; at < len; at++)
        count += (text[at] & 0xc0) != 0x80;
    return count;
}

void __sink_write(struct sink *sink, const char *text, size_t len)
{
    int is_drained = sink->stream || sink->fd >= 0;

    sink->bytes += len;
    sink->total += __sink_width(sink, text, len);
    if (sink->stream && !sink->text) {
        if (!sink->failed && len > 0 && __stdio_write(sink->stream, text, len) != len)
            sink->failed = 1;
        return;
    }
    while (len > 0 && !sink->failed) {
        size_t count = sink->room - sink->used;

        if (count > len)
            count = len;
        if (count > 0)
            __builtin_memcpy(sink->text + sink->used, text, count);
        sink->used += count;
        text += count;
        len -= count;
        if (!is_drained)
            return;
        if (len > 0)
            __sink_drain(sink);
    }
}

#define PAD_PIECE 16

void __sink_pad(struct sink *sink, char c, long count)
{
    char piece[PAD_PIECE];

    __builtin_memset(piece, c, PAD_PIECE);
    for (; count > 0; count -= PAD_PIECE)
        __sink_write(sink, piece, count < PAD_PIECE ? (size_t)count : PAD_PIECE);
}
