#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What execve refuses. */
int main(void)
{
    char *args[] = { "x", NULL };

    close(open("/tmp/lab-plain", O_CREAT | O_WRONLY, 0644));
    execv("/tmp/lab-plain", args);
    printf("not executable: %s\n", strerror(errno));
    unlink("/tmp/lab-plain");
    execv("/tmp/lab-plain", args);
    printf("not there: %s\n", strerror(errno));
    execv("/tmp", args);
    printf("a directory: %s\n", strerror(errno));
    execv("/dev/null/x", args);
    printf("below a file: %s\n", strerror(errno));
    return 0;
}
