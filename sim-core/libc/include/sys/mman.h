/* <sys/mman.h>: mappings (mmap(2)). */
#ifndef _SYS_MMAN_H
#define _SYS_MMAN_H

#include <bits/null.h>
#include <bits/types.h>

#define PROT_NONE  0
#define PROT_READ  1
#define PROT_WRITE 2
#define PROT_EXEC  4

#define MAP_SHARED          0x01
#define MAP_PRIVATE         0x02
#define MAP_FIXED           0x10
#define MAP_ANONYMOUS       0x20
#define MAP_ANON            MAP_ANONYMOUS
#define MAP_NORESERVE       0x4000
#define MAP_POPULATE        0x8000
#define MAP_FIXED_NOREPLACE 0x100000
#define MAP_FAILED          ((void *)-1)

#define MS_ASYNC      1
#define MS_INVALIDATE 2
#define MS_SYNC       4

#define MADV_NORMAL   0
#define MADV_DONTNEED 4

void *mmap(void *addr, size_t len, int rights, int flags, int fd, off_t offset);
int munmap(void *addr, size_t len);
int mprotect(void *addr, size_t len, int rights);
int msync(void *addr, size_t len, int flags);
int shm_open(const char *name, int flags, mode_t mode);
int shm_unlink(const char *name);
int madvise(void *addr, size_t len, int advice);

#endif
