/* Streams over files: modes, positions, buffers. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int main(void)
{
    char text[10000];
    FILE *f = fopen("file.tmp", "w");
    struct stat st;

    for (int i = 0; i < 1000; i++)
        fprintf(f, "line %d\n", i);
    printf("%ld\n", ftell(f));
    fstat(fileno(f), &st);
    printf("%ld\n", (long)st.st_size);
    fclose(f);
    f = fopen("file.tmp", "r+");
    printf("%s", fgets(text, 100, f));
    printf("%ld\n", ftell(f));
    ungetc('u', f);
    printf("%ld\n", ftell(f));
    fseek(f, 70, SEEK_SET);
    printf("%s", fgets(text, 100, f));
    fseek(f, -7, SEEK_CUR);
    printf("%s", fgets(text, 100, f));
    fseek(f, 0, SEEK_CUR);
    fputs("CHANGED", f);
    rewind(f);
    for (int i = 0; i < 12; i++)
        printf("%s", fgets(text, 100, f));
    fseek(f, -9, SEEK_END);
    printf("%zu %s", fread(text, 1, 9, f), text);
    printf("%d\n", getc(f));
    fclose(f);
    f = fopen("file.tmp", "a");
    fputs("appended\n", f);
    printf("%ld\n", ftell(f));
    fclose(f);
    f = fopen("file.tmp", "r");
    printf("%zu\n", fread(text, 1, sizeof(text), f));
    printf("%d %d\n", feof(f) != 0, fputc('x', f));
    perror("write");
    fclose(f);
    printf("%d", fopen("nowhere/x", "r") == NULL);
    printf(" %d\n", errno);
    printf("%d", fopen("x", "q") == NULL);
    printf(" %d\n", errno);
    printf("%d", fopen("file.tmp", "wx") == NULL);
    printf(" %d\n", errno);
    printf("%d\n", rename("file.tmp", "other.tmp"));
    printf("%d\n", remove("other.tmp"));
    printf("%d", remove("other.tmp"));
    printf(" %s\n", strerror(errno));
    printf("%d", open("x", 0));
    printf(" %s\n", strerror(errno));
    return 0;
}
