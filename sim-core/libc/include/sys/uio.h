/* <sys/uio.h>: reading and writing in parts (readv(2)). */
#ifndef _SYS_UIO_H
#define _SYS_UIO_H

#include <bits/types.h>

#ifndef _STRUCT_IOVEC
#define _STRUCT_IOVEC
struct iovec {
    void *iov_base;
    size_t iov_len;
};
#endif

#define UIO_MAXIOV 1024

ssize_t readv(int fd, const struct iovec *parts, int count);
ssize_t writev(int fd, const struct iovec *parts, int count);

#endif
