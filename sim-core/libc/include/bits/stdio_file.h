/* The inside of a FILE. Programs see the type's name only; the buffer lies in the process's own memory, so that fork
 * duplicates what is not flushed yet. */
#ifndef _BITS_STDIO_FILE_H
#define _BITS_STDIO_FILE_H

#include <bits/lock.h>
#include <stdio.h>

#define F_READ    0x001 /* may be read */
#define F_WRITE   0x002 /* may be written */
#define F_APPEND  0x004 /* opened with "a" */
#define F_EOF     0x008 /* end of file was met; sticky until cleared */
#define F_ERR     0x010 /* an error was met */
#define F_LINE    0x020 /* line-buffered */
#define F_UNBUF   0x040 /* unbuffered */
#define F_WRITING 0x080 /* the buffer holds bytes to be written, not bytes that were read */
#define F_OWNBUF  0x100 /* the buffer came from malloc */
#define F_HEAP    0x200 /* the FILE came from malloc */
#define F_MEMORY  0x400 /* reads from a string; has no descriptor */
#define F_WIDE    0x800 /* written or read as wide characters; narrow output is refused */
#define F_NARROW  0x1000 /* used otherwise before */
#define F_UTF8    0x2000 /* became wide in a UTF-8 locale, and stays in it */
#define F_COOKIE  0x4000 /* has functions instead of a descriptor (fopencookie(3)) */

#define UNGET_ROOM 8 /* bytes that ungetc may push back beyond the buffer's start */

struct _IO_FILE {
    int flags;
    int fd;
    unsigned char *buf;      /* NULL until the first use decides the mode */
    size_t size;
    unsigned char *next;     /* next byte to read, or where the next byte is written */
    unsigned char *end;      /* reading: one past the last byte read */
    unsigned char *saved_next; /* while pushed back bytes are read: where to go on in the buffer */
    unsigned char *saved_end;
    struct _IO_FILE *link;   /* all open streams, newest first */
    struct __lock lock;
    cookie_io_functions_t calls; /* of a stream with F_COOKIE */
    void *cookie;
    unsigned char single[1]; /* the buffer of an unbuffered stream */
    unsigned char unget[UNGET_ROOM];
};

extern FILE *__stdio_open_streams;

void __stdio_set_buffer(FILE *stream);
ssize_t __stdio_read_call(FILE *stream, void *to, size_t len);
ssize_t __stdio_write_call(FILE *stream, const void *from, size_t len);
off_t __stdio_seek_call(FILE *stream, off_t offset, int whence);
int __stdio_close_call(FILE *stream);
int __stdio_flush(FILE *stream);
int __stdio_start_writing(FILE *stream);
size_t __stdio_write(FILE *stream, const char *text, size_t len);
int __stdio_put(FILE *stream, int c);
int __stdio_fill(FILE *stream);
int __stdio_sync(FILE *stream);
int __stdio_mode(const char *mode, int *open_flags);
FILE *__stdio_new(int fd, int flags);
void __stdio_drop_unget(FILE *stream);
void __stdio_string(FILE *stream, const char *text);

#endif
