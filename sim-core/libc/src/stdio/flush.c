/* From the buffer to the descriptor and back in step with it: flushing, and giving back what was read too early. */
#include <bits/stdio_file.h>
#include <errno.h>

/* Writes all of it, in as many calls as it takes. */
static size_t write_all(FILE *stream, const unsigned char *text, size_t len)
{
    size_t done = 0;

    while (done < len) {
        ssize_t count = __stdio_write_call(stream, text + done, len - done);

        if (count < 0) {
            stream->flags |= F_ERR;
            break;
        }
        done += (size_t)count;
    }
    return done;
}

/* Empties the buffer of a stream that is being written. What could not be written is lost, as in glibc. */
int __stdio_flush(FILE *stream)
{
    size_t len = (size_t)(stream->next - stream->buf);

    if (!(stream->flags & F_WRITING) || len == 0)
        return 0;
    stream->next = stream->buf;
    return write_all(stream, stream->buf, len) < len ? EOF : 0;
}

void __stdio_drop_unget(FILE *stream)
{
    if (stream->end == stream->unget + UNGET_ROOM) {
        stream->next = stream->saved_next;
        stream->end = stream->saved_end;
    }
}

/* Moves the descriptor back to where the program has read to. Pipes and terminals cannot; that is no error. */
static int give_back(FILE *stream)
{
    int saved = errno;

    __stdio_drop_unget(stream);
    if ((stream->flags & F_MEMORY) || stream->next == stream->end)
        return 0;
    if (__stdio_seek_call(stream, stream->next - stream->end, SEEK_CUR) >= 0) {
        stream->end = stream->next;
        return 0;
    }
    if (errno != ESPIPE && !(stream->flags & F_COOKIE))
        return EOF;
    errno = saved;
    return 0;
}

int __stdio_sync(FILE *stream)
{
    return stream->flags & F_WRITING ? __stdio_flush(stream) : give_back(stream);
}

int __stdio_start_writing(FILE *stream)
{
    if (!(stream->flags & F_WRITE)) {
        stream->flags |= F_ERR;
        errno = EBADF;
        return EOF;
    }
    __stdio_set_buffer(stream);
    if (!(stream->flags & F_WRITING)) {
        give_back(stream);
        stream->next = stream->end = stream->buf;
        stream->flags |= F_WRITING;
    }
    return 0;
}

/* Bytes of `text` that fit into the buffer, or up to its last newline if the stream is line-buffered. */
static size_t take_now(const FILE *stream, const char *text, size_t len, int *must_flush)
{
    size_t room;

    if (!(stream->flags & F_WRITING) || (stream->flags & F_UNBUF))
        return 0;
    room = (size_t)(stream->buf + stream->size - stream->next);
    if (room > len)
        room = len;
    if ((stream->flags & F_LINE) && room == len) {
        for (size_t at = len; at > 0; at--) {
            if (text[at - 1] == '\n') {
                *must_flush = 1;
                return at;
            }
        }
    }
    return room;
}

static int put_locked(FILE *stream, int c)
{
    if (__stdio_start_writing(stream) == EOF)
        return EOF;
    if (stream->next == stream->buf + stream->size && __stdio_flush(stream) == EOF)
        return EOF;
    *stream->next++ = (unsigned char)c;
    if (((stream->flags & F_UNBUF) || ((stream->flags & F_LINE) && c == '\n')) && __stdio_flush(stream) == EOF)
        return EOF;
    return (unsigned char)c;
}

/* Writes `len` bytes and returns how many were taken. Where the calls of write fall is glibc's way: fill the buffer,
 * flush it, write whole blocks straight from `text`, and keep the rest. */
static size_t write_locked(FILE *stream, const char *text, size_t len)
{
    int must_flush = 0;
    size_t done;
    size_t straight;

    if (len == 0)
        return 0;
    done = take_now(stream, text, len, &must_flush);
    if (done > 0) {
        __builtin_memcpy(stream->next, text, done);
        stream->next += done;
    }
    if (done == len && !must_flush)
        return len;
    if (__stdio_start_writing(stream) == EOF || __stdio_flush(stream) == EOF)
        return done == len ? (size_t)EOF : done;
    straight = len - done;
    if (stream->size >= 128)
        straight -= straight % stream->size;
    if (straight > 0) {
        size_t count = write_all(stream, (const unsigned char *)text + done, straight);

        done += count;
        if (count < straight)
            return done;
    }
    if (!(stream->flags & (F_UNBUF | F_LINE)) && len - done < (size_t)(stream->buf + stream->size - stream->next)) {
        __builtin_memcpy(stream->next, text + done, len - done);
        stream->next += len - done;
        return len;
    }
    while (done < len && put_locked(stream, (unsigned char)text[done]) != EOF)
        done++;
    return done;
}

size_t __stdio_write(FILE *stream, const char *text, size_t len)
{
    size_t done;

    __lock_take(&stream->lock);
    done = write_locked(stream, text, len);
    __lock_give(&stream->lock);
    return done;
}

int __stdio_put(FILE *stream, int c)
{
    __lock_take(&stream->lock);
    c = put_locked(stream, c);
    __lock_give(&stream->lock);
    return c;
}
