/* Streams in memory: fmemopen(3) in a piece of fixed size, open_memstream(3) in one that grows. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct memory {
    char *bytes;
    size_t size; /* room */
    size_t end;  /* bytes that there are */
    size_t position;
    int is_own; /* fmemopen allocated it */
    int appends;
    char **text; /* where open_memstream's caller finds it, or NULL */
    size_t *len;
};

static ssize_t read_memory(void *cookie, char *to, size_t len)
{
    struct memory *memory = cookie;

    if (memory->position >= memory->end)
        return 0;
    if (len > memory->end - memory->position)
        len = memory->end - memory->position;
    memcpy(to, memory->bytes + memory->position, len);
    memory->position += len;
    return (ssize_t)len;
}

static int seek_memory(void *cookie, off64_t *offset, int whence)
{
    struct memory *memory = cookie;
    off_t from = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? (off_t)memory->position : (off_t)memory->end;
    off_t to = from + *offset;

    if (to < 0 || (!memory->text && (size_t)to > memory->size)) {
        errno = EINVAL;
        return -1;
    }
    memory->position = (size_t)to;
    *offset = to;
    return 0;
}

static void take_in(struct memory *memory, const char *from, size_t len)
{
    memcpy(memory->bytes + memory->position, from, len);
    memory->position += len;
    if (memory->position > memory->end)
        memory->end = memory->position;
}

static ssize_t write_fixed(void *cookie, const char *from, size_t len)
{
    struct memory *memory = cookie;
    size_t end = memory->end;
    size_t nul = len == 0 || from[len - 1] != '\0'; /* room for an end of the text */

    if (memory->appends)
        memory->position = memory->end;
    if (memory->position + len > memory->size) {
        if (memory->position + nul >= memory->size) {
            errno = ENOSPC;
            return -1;
        }
        len = memory->size - memory->position - nul;
    }
    take_in(memory, from, len);
    if (memory->end > end && nul && memory->end < memory->size)
        memory->bytes[memory->end] = '\0';
    return (ssize_t)len;
}

static int close_fixed(void *cookie)
{
    struct memory *memory = cookie;

    if (memory->is_own)
        free(memory->bytes);
    free(memory);
    return 0;
}

FILE *fmemopen(void *bytes, size_t size, const char *mode)
{
    static const cookie_io_functions_t calls = { read_memory, write_fixed, seek_memory, close_fixed };
    struct memory *memory = calloc(1, sizeof(*memory));
    FILE *stream;

    if (!memory)
        return NULL;
    memory->size = size;
    memory->is_own = !bytes;
    memory->bytes = bytes ? bytes : calloc(1, size);
    memory->appends = mode[0] == 'a';
    if (memory->bytes && size > 0 && mode[0] == 'w' && strchr(mode, '+'))
        memory->bytes[0] = '\0';
    memory->end = memory->bytes && mode[0] != 'w' ? strnlen(memory->bytes, size) : 0;
    memory->position = memory->appends ? memory->end : 0;
    stream = memory->bytes ? fopencookie(memory, mode, calls) : NULL;
    if (!stream)
        close_fixed(memory);
    return stream;
}

/* Tells the caller what there is. */
static void show(struct memory *memory)
{
    *memory->text = memory->bytes;
    *memory->len = memory->position < memory->end ? memory->position : memory->end;
}

static ssize_t write_growing(void *cookie, const char *from, size_t len)
{
    struct memory *memory = cookie;
    size_t need = memory->position + len + 1;

    if (need > memory->size) {
        size_t size = need > memory->size * 2 ? need : memory->size * 2;
        char *longer = realloc(memory->bytes, size);

        if (!longer)
            return -1;
        memset(longer + memory->size, 0, size - memory->size);
        memory->bytes = longer;
        memory->size = size;
    }
    take_in(memory, from, len);
    show(memory);
    return (ssize_t)len;
}

static int seek_growing(void *cookie, off64_t *offset, int whence)
{
    int result = seek_memory(cookie, offset, whence);

    show(cookie);
    return result;
}

static int close_growing(void *cookie)
{
    struct memory *memory = cookie;

    show(memory);
    memory->bytes[*memory->len] = '\0';
    free(memory);
    return 0;
}

FILE *open_memstream(char **text, size_t *len)
{
    static const cookie_io_functions_t calls = { NULL, write_growing, seek_growing, close_growing };
    struct memory *memory = calloc(1, sizeof(*memory));
    FILE *stream;

    if (!memory)
        return NULL;
    memory->size = 128;
    memory->bytes = calloc(1, memory->size);
    memory->text = text;
    memory->len = len;
    stream = memory->bytes ? fopencookie(memory, "w", calls) : NULL;
    if (stream) {
        show(memory);
        return stream;
    }
    free(memory->bytes);
    free(memory);
    return NULL;
}
