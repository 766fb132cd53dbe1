/* <unistd.h>: the system's calls (POSIX <unistd.h>, syscalls(2)). */
#ifndef _UNISTD_H
#define _UNISTD_H

#include <bits/confname.h>
#include <bits/null.h>
#include <bits/types.h>
#include <getopt.h>

#define STDIN_FILENO  0
#define STDOUT_FILENO 1
#define STDERR_FILENO 2

#define R_OK 4
#define W_OK 2
#define X_OK 1
#define F_OK 0

#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2

#define F_ULOCK 0
#define F_LOCK  1
#define F_TLOCK 2
#define F_TEST  3

#define _POSIX_VERSION           200809L
#define _POSIX2_VERSION          200809L
#define _XOPEN_VERSION           700
#define _XOPEN_UNIX              1
#define _POSIX_JOB_CONTROL       1
#define _POSIX_SAVED_IDS         1
#define _POSIX_CHOWN_RESTRICTED  0
#define _POSIX_NO_TRUNC          1
#define _POSIX_VDISABLE          '\0'
#define _POSIX_FSYNC             200809L
#define _POSIX_MAPPED_FILES      200809L
#define _POSIX_MEMLOCK           200809L
#define _POSIX_MEMORY_PROTECTION 200809L
#define _POSIX_MESSAGE_PASSING   200809L
#define _POSIX_SEMAPHORES        200809L
#define _POSIX_SHARED_MEMORY_OBJECTS 200809L
#define _POSIX_REALTIME_SIGNALS  200809L
#define _POSIX_TIMERS            200809L
#define _POSIX_TIMEOUTS          200809L
#define _POSIX_CLOCK_SELECTION   200809L
#define _POSIX_MONOTONIC_CLOCK   0
#define _POSIX_CPUTIME           0
#define _POSIX_THREAD_CPUTIME    0
#define _POSIX_PRIORITY_SCHEDULING 200809L
#define _POSIX_SYNCHRONIZED_IO   200809L
#define _POSIX_ASYNCHRONOUS_IO   200809L
#define _POSIX_THREADS           200809L
#define _POSIX_THREAD_SAFE_FUNCTIONS 200809L
#define _POSIX_THREAD_PROCESS_SHARED 200809L
#define _POSIX_THREAD_PRIORITY_SCHEDULING 200809L
#define _POSIX_THREAD_ATTR_STACKADDR 200809L
#define _POSIX_THREAD_ATTR_STACKSIZE 200809L
#define _POSIX_BARRIERS          200809L
#define _POSIX_SPIN_LOCKS        200809L
#define _POSIX_READER_WRITER_LOCKS 200809L
#define _POSIX_REGEXP            1
#define _POSIX_SHELL             1
#define _POSIX_SPAWN             200809L
#define _POSIX_IPV6              200809L

#define L_SET  SEEK_SET
#define L_INCR SEEK_CUR
#define L_XTND SEEK_END


extern char **environ;

pid_t fork(void);
pid_t vfork(void);
int execl(const char *path, const char *arg, ...);
int execle(const char *path, const char *arg, ...);
int execlp(const char *file, const char *arg, ...);
int execv(const char *path, char *const argv[]);
int execve(const char *path, char *const argv[], char *const envp[]);
int execvp(const char *file, char *const argv[]);
int execvpe(const char *file, char *const argv[], char *const envp[]);
_Noreturn void _exit(int status);

pid_t getpid(void);
pid_t getppid(void);
pid_t gettid(void);
pid_t getpgrp(void);
pid_t getpgid(pid_t pid);
int setpgrp(void);
int setpgid(pid_t pid, pid_t group);
pid_t setsid(void);
pid_t getsid(pid_t pid);
uid_t getuid(void);
uid_t geteuid(void);
gid_t getgid(void);
gid_t getegid(void);
int setuid(uid_t uid);
int setgid(gid_t gid);
int seteuid(uid_t uid);
int setegid(gid_t gid);
int setreuid(uid_t real, uid_t effective);
int setregid(gid_t real, gid_t effective);
int setresuid(uid_t real, uid_t effective, uid_t saved);
int setresgid(gid_t real, gid_t effective, gid_t saved);
int getresuid(uid_t *real, uid_t *effective, uid_t *saved);
int getresgid(gid_t *real, gid_t *effective, gid_t *saved);
int getgroups(int size, gid_t list[]);
int group_member(gid_t group);
int nice(int increment);

ssize_t read(int fd, void *buffer, size_t len);
ssize_t write(int fd, const void *buffer, size_t len);
ssize_t pread(int fd, void *buffer, size_t len, off_t offset);
ssize_t pwrite(int fd, const void *buffer, size_t len, off_t offset);
int close(int fd);
int pipe(int fds[2]);
int pipe2(int fds[2], int flags);
int dup(int fd);
int dup2(int fd, int to);
int dup3(int fd, int to, int flags);
off_t lseek(int fd, off_t offset, int whence);
int ftruncate(int fd, off_t len);
int truncate(const char *path, off_t len);
int fsync(int fd);
int fdatasync(int fd);
int lockf(int fd, int command, off_t len);
int isatty(int fd);
pid_t tcgetpgrp(int fd);
int tcsetpgrp(int fd, pid_t group);
char *ttyname(int fd);
int ttyname_r(int fd, char *name, size_t size);
char *getlogin(void);

int access(const char *path, int mode);
int link(const char *from, const char *to);
int symlink(const char *target, const char *path);
ssize_t readlink(const char *path, char *buffer, size_t size);
int unlink(const char *path);
int rmdir(const char *path);
int chdir(const char *path);
int fchdir(int fd);
int unlinkat(int dir, const char *path, int flags);
char *getcwd(char *buffer, size_t size);
int chown(const char *path, uid_t uid, gid_t gid);
int lchown(const char *path, uid_t uid, gid_t gid);
int fchown(int fd, uid_t uid, gid_t gid);
int fchownat(int dir, const char *path, uid_t uid, gid_t gid, int flags);

unsigned int sleep(unsigned int seconds);
int usleep(useconds_t microseconds);
int pause(void);
unsigned int alarm(unsigned int seconds);

int brk(void *end);
void *sbrk(long increment);
long sysconf(int name);
int getpagesize(void);
int getdtablesize(void);
long pathconf(const char *path, int name);
long fpathconf(int fd, int name);
size_t confstr(int name, char *text, size_t size);
int daemon(int keeps_folder, int keeps_streams);
char *getpass(const char *prompt);
void swab(const void *from, void *to, ssize_t len);
int gethostname(char *name, size_t size);
long syscall(long number, ...);

#endif
