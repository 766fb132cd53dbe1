/* The three standard streams and the list of all open ones. Their buffers are static, so that printing alone asks the kernel for no memory; glibc takes them from malloc. */
#include <bits/stdio_file.h>

#define STANDARD_BUFFER 4096

unsigned char __stdio_stdin_buffer[STANDARD_BUFFER];
unsigned char __stdio_stdout_buffer[STANDARD_BUFFER];

static FILE standard_input = { .flags = F_READ, .fd = 0 };
static FILE standard_output = { .flags = F_WRITE, .fd = 1, .link = &standard_input };
static FILE standard_error = { .flags = F_WRITE | F_UNBUF, .fd = 2, .link = &standard_output };

FILE *stdin = &standard_input;
FILE *stdout = &standard_output;
FILE *stderr = &standard_error;
FILE *__stdio_open_streams = &standard_error;
