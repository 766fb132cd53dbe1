/* The input of scanf, byte by byte, with one byte pushed back. */
#include <bits/scan.h>
#include <ctype.h>

int __scan_get(struct scan *scan)
{
    int c = fgetc(scan->stream);

    if (c != EOF)
        scan->count++;
    return c;
}

void __scan_unget(struct scan *scan, int c)
{
    if (c == EOF)
        return;
    ungetc(c, scan->stream);
    scan->count--;
}

void __scan_skip_space(struct scan *scan)
{
    int c;

    do
        c = __scan_get(scan);
    while (c != EOF && isspace(c));
    __scan_unget(scan, c);
}
