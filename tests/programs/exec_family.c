#define _GNU_SOURCE
#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static char *const with_colour[] = { "COLOUR=red", "PATH=/bin:/usr/bin", NULL };

static void run(int which)
{
    char *args[] = { "sh", "-c", "echo execv $0 ${COLOUR-none}", "zero", NULL };

    switch (which) {
    case 0:
        execl("/bin/echo", "echo", "execl", "one", (char *)NULL);
        break;
    case 1:
        execlp("echo", "echo", "execlp", "two", (char *)NULL);
        break;
    case 2:
        execle("/bin/sh", "sh", "-c", "echo execle $COLOUR", (char *)NULL, with_colour);
        break;
    case 3:
        execv("/bin/sh", args);
        break;
    case 4:
        execvp("sh", args);
        break;
    case 5:
        execve("/bin/sh", args, with_colour);
        break;
    default:
        execlp("no-such-program", "no-such-program", (char *)NULL);
        printf("execlp: %s\n", strerror(errno));
        exit(127);
    }
    perror("exec");
    exit(1);
}

/* Every form of exec, posix_spawn, and a script with its interpreter in the first line. */
int main(void)
{
    static const char script[] = "#!/bin/sh -e\necho script $0 $1\nfalse\necho not reached\n";
    char *args[] = { "true", NULL };
    int status;
    pid_t pid;
    FILE *file;

    for (int i = 0; i < 7; i++) {
        if (fork() == 0)
            run(i);
        wait(&status);
        printf("%d: status %d\n", i, WEXITSTATUS(status));
        fflush(stdout);
    }
    printf("posix_spawnp: %d", posix_spawnp(&pid, "true", NULL, NULL, args, environ));
    waitpid(pid, &status, 0);
    printf(", %d\n", status);
    printf("posix_spawn of nothing: %s\n", strerror(posix_spawn(&pid, "/no/program", NULL, NULL, args, environ)));
    fflush(stdout);
    file = fopen("/tmp/script.sh", "w");
    fputs(script, file);
    fclose(file);
    system("chmod 755 /tmp/script.sh");
    if (fork() == 0) {
        execl("/tmp/script.sh", "script", "argument", (char *)NULL);
        _exit(126);
    }
    wait(&status);
    printf("script: status %d\n", WEXITSTATUS(status));
    unlink("/tmp/script.sh");
    return 0;
}
