#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Streams in memory, lines by another delimiter, text that is allocated. */
int main(void)
{
    FILE *out, *in;
    int v, s;
    size_t size;
    char *ptr;
    char text[] = "1 23 43";
    in = fmemopen(text, strlen(text), "r");
    out = open_memstream(&ptr, &size);
    for (;;) {
        s = fscanf(in, "%d", &v);
        if (s <= 0)
            break;
        s = fprintf(out, "%d ", v * v);
        if (s == -1) {
            perror("fprintf");
            exit(1);
        }
    }
    fclose(in);
    fclose(out);
    printf("size=%zu; ptr=%s\n", size, ptr);
    free(ptr);
    char buf[48];
    memset(buf, 'a', sizeof(buf) - 2);
    buf[46] = 0;
    buf[47] = 'X';
    FILE *fp = fmemopen(buf, sizeof buf, "w+");
    printf("initial buffer contents: %d\n", buf[0]);
    fprintf(fp, "hello, world");
    printf("before flush: %d\n", buf[0]);
    fflush(fp);
    printf("after fflush: %s\n", buf);
    printf("len of string in buf = %ld\n", (long)strlen(buf));
    fseek(fp, 0, SEEK_SET);
    fprintf(fp, "HE");
    fclose(fp);
    printf("%s\n", buf);
    char *l = NULL;
    size_t n = 0;
    FILE *t = tmpfile();
    fputs("one:two:three\nfour", t);
    rewind(t);
    ssize_t r;
    while ((r = getdelim(&l, &n, ':', t)) != -1)
        printf("%zd [%s]\n", r, l);
    char *a;
    int k = asprintf(&a, "%s-%d", "x", 5);
    printf("%d %s\n", k, a);
    return 0;
}
