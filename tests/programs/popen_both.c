#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

/* Reading from a command and writing to one. */
int main(void)
{
    char line[100];
    FILE *stream = popen("printf 'pear\\napple\\nfig\\n' | sort", "r");
    int status;

    while (fgets(line, sizeof line, stream))
        printf("read %s", line);
    status = pclose(stream);
    printf("status %d\n", WEXITSTATUS(status));
    fflush(stdout);

    stream = popen("tr a-z A-Z; exit 4", "w");
    fprintf(stream, "to the command\n");
    status = pclose(stream);
    printf("status %d\n", WEXITSTATUS(status));
    printf("wrong mode: %d\n", popen("true", "x") == NULL);
    return 0;
}
