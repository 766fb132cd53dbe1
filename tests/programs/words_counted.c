//@ stdin the quick brown fox\njumps over the lazy dog\nThe End\n
#include <stdio.h>
#include <string.h>
#include <ctype.h>
#include <stdlib.h>
#define MAXW 100

typedef struct node {
    char *w;
    int n;
    struct node *l, *r;
} Node;
static Node *add(Node * t, const char *w)
{
    int c;
    if (!t) {
        t = calloc(1, sizeof *t);
        t->w = strdup(w);
        t->n = 1;
    } else if ((c = strcasecmp(w, t->w)) == 0)
        t->n++;
    else if (c < 0)
        t->l = add(t->l, w);
    else
        t->r = add(t->r, w);
    return t;
}

static void pr(const Node * t)
{
    if (t) {
        pr(t->l);
        printf("%4d %s\n", t->n, t->w);
        pr(t->r);
    }
}

static int cmp(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Words into a tree and into an array; the functions of <string.h>. */
int main(void)
{
    char line[200], *ws[MAXW], *tok;
    int n = 0;
    Node *root = NULL;
    while (gets_s_like(line, sizeof line)) {
        for (tok = strtok(line, " \t\n"); tok; tok = strtok(NULL, " \t\n")) {
            root = add(root, tok);
            ws[n++] = strdup(tok);
        }
    }
    pr(root);
    qsort(ws, n, sizeof *ws, cmp);
    for (int i = 0; i < n; i++)
        printf("%s%s", ws[i], i + 1 < n ? "," : "\n");
    char s[] = "  trim me  ", *p = s, *e;
    while (isspace(*p))
        p++;
    e = p + strlen(p);
    while (e > p && isspace(e[-1]))
        *--e = 0;
    printf("[%s] %zu\n", p, strspn(p, "tri"));
    printf("%d %d %s\n", memcmp("abc", "abd", 3) < 0, strncmp("abcdef", "abcxyz", 3), strstr("hello world", "o w"));
    char d[20] = "x";
    strncat(d, "yzzz", 2);
    strcat(d, "!");
    puts(d);
    printf("%s\n", strrchr("/usr/local/bin", '/') + 1);
    printf("%ld %lu %ld %d\n", strtol("0x1fz", &e, 16), strtoul("077", NULL, 0), strtol("-42abc", &e, 10), *e);
    return 0;
}

int gets_s_like(char *b, int n)
{
    return fgets(b, n, stdin) != NULL;
}
