#include <stdio.h>
#include <stdlib.h>
#include <fcntl.h>
#include <unistd.h>
#include <sys/stat.h>
#include <sys/mman.h>
#include <string.h>
#include <errno.h>
#include <sys/uio.h>

/* Files read, written, mapped, cut and positioned. */
int main(void)
{
    int in, out;
    char buf[BUFSIZ];
    ssize_t n;
    struct stat st;
    FILE *f;
    f = fopen("/tmp/src.txt", "w");
    for (int i = 0; i < 300; i++)
        fprintf(f, "line %03d\n", i);
    fclose(f);
    in = open("/tmp/src.txt", O_RDONLY);
    out = open("/tmp/dst.txt", O_WRONLY | O_CREAT | O_TRUNC, 0644);
    while ((n = read(in, buf, sizeof buf)) > 0)
        write(out, buf, n);
    fstat(out, &st);
    printf("%ld\n", (long)st.st_size);
    close(out);
    char *m = mmap(0, st.st_size, PROT_READ, MAP_PRIVATE, in, 0);
    int lines = 0;
    for (off_t i = 0; i < st.st_size; i++)
        lines += m[i] == '\n';
    printf("%d %.8s\n", lines, m + 9 * 150);
    munmap(m, st.st_size);
    lseek(in, -9, SEEK_END);
    n = read(in, buf, 100);
    printf("%zd %.*s", n, (int)n - 1, buf);
    printf(" %ld\n", (long)lseek(in, 0, SEEK_CUR));
    out = open("/tmp/hole", O_RDWR | O_CREAT, 0600);
    lseek(out, 10000, SEEK_SET);
    write(out, "x", 1);
    fstat(out, &st);
    printf("hole %ld\n", (long)st.st_size);
    pread(out, buf, 1, 10000);
    printf("%c\n", *buf);
    struct iovec iov[2] = { { "ab", 2 }, { "cde", 3 } };
    lseek(out, 0, SEEK_SET);
    printf("%zd\n", writev(out, iov, 2));
    if (open("/tmp/dst.txt", O_CREAT | O_EXCL, 0600) < 0)
        printf("%s\n", strerror(errno));
    if (open("/nodir/x", O_RDONLY) < 0)
        perror("open");
    rename("/tmp/dst.txt", "/tmp/dst2.txt");
    printf("%d\n", access("/tmp/dst.txt", F_OK));
    truncate("/tmp/dst2.txt", 5);
    stat("/tmp/dst2.txt", &st);
    printf("%ld\n", (long)st.st_size);
    FILE *g = fopen("/tmp/dst2.txt", "a+");
    fputs("END", g);
    rewind(g);
    fgets(buf, 50, g);
    puts(buf);
    fseek(g, -3, SEEK_END);
    printf("%c %ld\n", fgetc(g), ftell(g));
    fclose(g);
    remove("/tmp/hole");
    return 0;
}
