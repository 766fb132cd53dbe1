/* ftok(3): the low bits of the inode, the device and the project number, as glibc puts them together. */
#include <sys/ipc.h>
#include <sys/stat.h>

key_t ftok(const char *path, int project)
{
    struct stat file;

    if (stat(path, &file) < 0)
        return -1;
    return (key_t)((file.st_ino & 0xffff) | (file.st_dev & 0xff) << 16 | (unsigned long)(project & 0xff) << 24);
}
