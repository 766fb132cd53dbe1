#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#define MAX 256

/* Commands' output and statuses, by popen and system. */
int main(void)
{
    FILE *fp;
    char buf[MAX];
    int st;
    fp = popen("echo one two three; echo four | tr a-z A-Z; exit 3", "r");
    if (fp == NULL) {
        fprintf(stderr, "popen failed\n");
        exit(1);
    }
    while (fgets(buf, MAX, fp) != NULL) {
        buf[strcspn(buf, "\n")] = 0;
        printf("line: %s\n", buf);
    }
    st = pclose(fp);
    printf("status %d\n", st >> 8);
    fp = popen("sort -r | head -2", "w");
    fprintf(fp, "b\nc\na\n");
    fflush(stdout);
    pclose(fp);
    st = system("test -d /tmp && exit 7");
    printf("%d\n", WEXITSTATUS(st));
    printf("%d\n", system(NULL) != 0);
    st = system("nosuchcmd_q 2>/dev/null");
    printf("%d\n", WEXITSTATUS(st));
    return 0;
}
