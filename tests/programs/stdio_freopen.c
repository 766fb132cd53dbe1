#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

/* Standard output goes to a file, for the child too; then the file is shown. */
int main(void)
{
    char line[64];
    FILE *file;
    int out = dup(1);

    if (!freopen("/tmp/lab-out", "w", stdout)) {
        perror("freopen");
        return 1;
    }
    printf("from the parent\n");
    fflush(stdout);
    if (fork() == 0) {
        printf("from the child\n");
        return 0;
    }
    wait(NULL);
    printf("from the parent again\n");
    fflush(stdout);
    dup2(out, 1);
    file = fopen("/tmp/lab-out", "r");
    while (fgets(line, sizeof(line), file))
        printf("> %s", line);
    fclose(file);
    unlink("/tmp/lab-out");
    return 0;
}
