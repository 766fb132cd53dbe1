/* <stdio.h>: streams with buffers (C11 7.21, stdio(3)). */
#ifndef _STDIO_H
#define _STDIO_H

#include <bits/null.h>
#include <bits/types.h>
#include <stdarg.h>

typedef struct _IO_FILE FILE;
typedef struct {
    off_t __position;
} fpos_t;

extern FILE *stdin;
extern FILE *stdout;
extern FILE *stderr;
#define stdin  stdin
#define stdout stdout
#define stderr stderr

#define EOF          (-1)
#define BUFSIZ       8192
#define _IOFBF       0
#define _IOLBF       1
#define _IONBF       2
#define SEEK_SET     0
#define SEEK_CUR     1
#define SEEK_END     2
#define FILENAME_MAX 4096
#define FOPEN_MAX    16
#define TMP_MAX      238328
#define L_tmpnam     20
#define L_ctermid    9
#define L_cuserid    9
#define P_tmpdir     "/tmp"

int printf(const char *format, ...);
int fprintf(FILE *stream, const char *format, ...);
int dprintf(int fd, const char *format, ...);
int sprintf(char *text, const char *format, ...);
int snprintf(char *text, size_t size, const char *format, ...);
int asprintf(char **text, const char *format, ...);
int vprintf(const char *format, va_list args);
int vfprintf(FILE *stream, const char *format, va_list args);
int vdprintf(int fd, const char *format, va_list args);
int vsprintf(char *text, const char *format, va_list args);
int vsnprintf(char *text, size_t size, const char *format, va_list args);
int vasprintf(char **text, const char *format, va_list args);

int scanf(const char *format, ...);
int fscanf(FILE *stream, const char *format, ...);
int sscanf(const char *text, const char *format, ...);
int vscanf(const char *format, va_list args);
int vfscanf(FILE *stream, const char *format, va_list args);
int vsscanf(const char *text, const char *format, va_list args);

int fputc(int c, FILE *stream);
int putc(int c, FILE *stream);
int putchar(int c);
int fputs(const char *text, FILE *stream);
int puts(const char *text);
size_t fwrite(const void *items, size_t size, size_t count, FILE *stream);
int fputc_unlocked(int c, FILE *stream);
int putc_unlocked(int c, FILE *stream);
int putchar_unlocked(int c);
int fputs_unlocked(const char *text, FILE *stream);
size_t fwrite_unlocked(const void *items, size_t size, size_t count, FILE *stream);
int putw(int word, FILE *stream);

int fgetc(FILE *stream);
int getc(FILE *stream);
int getchar(void);
char *fgets(char *line, int size, FILE *stream);
char *gets(char *line);
size_t fread(void *items, size_t size, size_t count, FILE *stream);
int ungetc(int c, FILE *stream);
ssize_t getline(char **line, size_t *size, FILE *stream);
ssize_t getdelim(char **line, size_t *size, int delimiter, FILE *stream);
int fgetc_unlocked(FILE *stream);
int getc_unlocked(FILE *stream);
int getchar_unlocked(void);
char *fgets_unlocked(char *line, int size, FILE *stream);
size_t fread_unlocked(void *items, size_t size, size_t count, FILE *stream);
int getw(FILE *stream);

typedef ssize_t cookie_read_function_t(void *cookie, char *to, size_t len);
typedef ssize_t cookie_write_function_t(void *cookie, const char *from, size_t len);
typedef int cookie_seek_function_t(void *cookie, off64_t *offset, int whence);
typedef int cookie_close_function_t(void *cookie);
typedef struct {
    cookie_read_function_t *read;
    cookie_write_function_t *write;
    cookie_seek_function_t *seek;
    cookie_close_function_t *close;
} cookie_io_functions_t;

FILE *fopencookie(void *cookie, const char *mode, cookie_io_functions_t calls);
FILE *fmemopen(void *memory, size_t size, const char *mode);
FILE *open_memstream(char **text, size_t *len);
FILE *fopen(const char *path, const char *mode);
FILE *fdopen(int fd, const char *mode);
FILE *freopen(const char *path, const char *mode, FILE *stream);
int fclose(FILE *stream);
int fflush(FILE *stream);
int setvbuf(FILE *stream, char *buffer, int mode, size_t size);
void setbuf(FILE *stream, char *buffer);
void setbuffer(FILE *stream, char *buffer, size_t size);
void setlinebuf(FILE *stream);
int fileno(FILE *stream);
int feof(FILE *stream);
int ferror(FILE *stream);
void clearerr(FILE *stream);
int fseek(FILE *stream, long offset, int whence);
int fseeko(FILE *stream, off_t offset, int whence);
long ftell(FILE *stream);
off_t ftello(FILE *stream);
void rewind(FILE *stream);
int fgetpos(FILE *stream, fpos_t *position);
int fsetpos(FILE *stream, const fpos_t *position);

void perror(const char *prefix);
int remove(const char *path);
int rename(const char *from, const char *to);
int renameat(int from_dir, const char *from, int to_dir, const char *to);
FILE *tmpfile(void);
char *tmpnam(char *name);
char *tempnam(const char *directory, const char *prefix);
char *ctermid(char *name);
char *cuserid(char *name);
int feof_unlocked(FILE *stream);
int ferror_unlocked(FILE *stream);
int fileno_unlocked(FILE *stream);
int fflush_unlocked(FILE *stream);
void clearerr_unlocked(FILE *stream);
int fcloseall(void);

FILE *popen(const char *command, const char *mode);
int pclose(FILE *stream);
void flockfile(FILE *stream);
int ftrylockfile(FILE *stream);
void funlockfile(FILE *stream);

#endif
