/* <syscall.h>: the same as <sys/syscall.h>. */
#include <sys/syscall.h>
