#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static ssize_t shout(void *cookie, const char *text, size_t len)
{
    size_t *total = cookie;

    for (size_t i = 0; i < len; i++)
        putchar(text[i] >= 'a' && text[i] <= 'z' ? text[i] - 32 : text[i]);
    *total += len;
    return (ssize_t)len;
}

static ssize_t count_down(void *cookie, char *to, size_t len)
{
    int *left = cookie;

    if (*left == 0 || len < 2)
        return 0;
    to[0] = (char)('0' + (*left)--);
    to[1] = '\n';
    return 2;
}

static int say_closed(void *cookie)
{
    (void)cookie;
    puts("closed");
    return 0;
}

static void fixed(void)
{
    char list[] = "7 plums, 12 pears";
    char room[12] = "..........";
    FILE *in = fmemopen(list, strlen(list), "r"), *out;
    char word[16];
    int number;

    while (fscanf(in, "%d %15[^,], ", &number, word) == 2)
        printf("%s: %d\n", word, number);
    printf("at %ld, end %d\n", ftell(in), feof(in) != 0);
    rewind(in);
    printf("again '%c'\n", fgetc(in));
    fclose(in);
    out = fmemopen(room, sizeof(room), "w");
    fprintf(out, "abc");
    printf("%s|", room);
    fflush(out);
    printf("%s|", room);
    fprintf(out, "defghijklmnop");
    printf("%d %s|", fflush(out), errno == ENOSPC ? "no space" : "?");
    printf("%.12s\n", room);
    fclose(out);
    out = fmemopen(strcpy(room, "one"), sizeof(room), "a+");
    fputs("+two", out);
    fseek(out, 0, SEEK_SET);
    printf("%s\n", fgets(word, sizeof(word), out));
    fclose(out);
}

static void growing(void)
{
    char *text;
    size_t len;
    FILE *out = open_memstream(&text, &len);

    fprintf(out, "%0300d", 7);
    fflush(out);
    printf("%zu ", len);
    fseek(out, 5, SEEK_SET);
    fputs("five", out);
    fclose(out);
    printf("%zu %.12s\n", len, text);
    free(text);
}

/* Streams in memory, streams of functions, lines by another delimiter, text that is allocated. */
int main(void)
{
    size_t total = 0, size = 0;
    int left = 3;
    FILE *loud = fopencookie(&total, "w", (cookie_io_functions_t){ .write = shout, .close = say_closed });
    FILE *falling = fopencookie(&left, "r", (cookie_io_functions_t){ .read = count_down });
    FILE *file = tmpfile();
    char *piece = NULL, *joined;
    int length;

    fixed();
    growing();
    fprintf(loud, "quiet %d\n", 5);
    fclose(loud);
    printf("%zu bytes\n", total);
    while (getline(&piece, &size, falling) > 0)
        fputs(piece, stdout);
    fputs("red;green;blue", file);
    rewind(file);
    for (ssize_t len; (len = getdelim(&piece, &size, ';', file)) > 0;)
        printf("%zd %s\n", len, piece);
    length = asprintf(&joined, "%s+%d", piece, 3);
    printf("%d %s\n", length, joined);
    return 0;
}
