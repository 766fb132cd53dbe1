/* pathconf(3), confstr(3): what files and their names may be. glibc asks the file system for some of it; the lab's has one
 * answer for all. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct answer {
    int asks_file; /* whether glibc asks the file for it, which then has to exist */
    long value;
};

static const struct answer answers[] = {
    [_PC_LINK_MAX] = { 1, 127 },
    [_PC_MAX_CANON] = { 0, 255 },
    [_PC_MAX_INPUT] = { 0, 255 },
    [_PC_NAME_MAX] = { 1, 255 },
    [_PC_PATH_MAX] = { 0, 4096 },
    [_PC_PIPE_BUF] = { 0, 4096 },
    [_PC_CHOWN_RESTRICTED] = { 1, 1 },
    [_PC_NO_TRUNC] = { 0, 1 },
    [_PC_VDISABLE] = { 0, 0 },
    [_PC_SYNC_IO] = { 0, -1 },
    [_PC_ASYNC_IO] = { 1, -1 },
    [_PC_PRIO_IO] = { 0, -1 },
    [_PC_SOCK_MAXBUF] = { 0, -1 },
    [_PC_FILESIZEBITS] = { 1, 32 },
    [_PC_REC_INCR_XFER_SIZE] = { 0, -1 },
    [_PC_REC_MAX_XFER_SIZE] = { 0, -1 },
    [_PC_REC_MIN_XFER_SIZE] = { 1, 4096 },
    [_PC_REC_XFER_ALIGN] = { 1, 4096 },
    [_PC_ALLOC_SIZE_MIN] = { 1, 4096 },
    [_PC_SYMLINK_MAX] = { 0, -1 },
    [_PC_2_SYMLINKS] = { 1, 1 },
};

static const struct answer *answer_to(int name)
{
    if (name >= 0 && name < (int)(sizeof(answers) / sizeof(answers[0])))
        return &answers[name];
    errno = EINVAL;
    return NULL;
}

long pathconf(const char *path, int name)
{
    const struct answer *answer = answer_to(name);
    struct stat file;

    if (!answer)
        return -1;
    if (path[0] == '\0') {
        errno = ENOENT;
        return -1;
    }
    return answer->asks_file && stat(path, &file) < 0 ? -1 : answer->value;
}

long fpathconf(int fd, int name)
{
    const struct answer *answer;
    struct stat file;

    if (fd < 0) {
        errno = EBADF;
        return -1;
    }
    answer = answer_to(name);
    if (!answer)
        return -1;
    return answer->asks_file && fstat(fd, &file) < 0 ? -1 : answer->value;
}

size_t confstr(int name, char *text, size_t size)
{
    const char *answer;

    switch (name) {
    case _CS_PATH:
        answer = "/bin:/usr/bin";
        break;
    case _CS_GNU_LIBC_VERSION:
        answer = "glibc 2.36";
        break;
    case _CS_GNU_LIBPTHREAD_VERSION:
        answer = "NPTL 2.36";
        break;
    default:
        errno = EINVAL;
        return 0;
    }
    if (size > 0 && text) {
        size_t len = strlen(answer) < size ? strlen(answer) : size - 1;

        memcpy(text, answer, len);
        text[len] = '\0';
    }
    return strlen(answer) + 1;
}
