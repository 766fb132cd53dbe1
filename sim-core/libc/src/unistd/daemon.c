/* daemon(3): a process of its own in the background, in a session without a terminal. */
#include <fcntl.h>
#include <paths.h>
#include <unistd.h>

static void replace_streams(void)
{
    int fd = open(_PATH_DEVNULL, O_RDWR);

    if (fd < 0)
        return;
    dup2(fd, STDIN_FILENO);
    dup2(fd, STDOUT_FILENO);
    dup2(fd, STDERR_FILENO);
    if (fd > STDERR_FILENO)
        close(fd);
}

int daemon(int keeps_folder, int keeps_streams)
{
    switch (fork()) {
    case -1:
        return -1;
    case 0:
        break;
    default:
        _exit(0);
    }
    if (setsid() == -1)
        return -1;
    if (!keeps_folder)
        chdir("/");
    if (!keeps_streams)
        replace_streams();
    return 0;
}
