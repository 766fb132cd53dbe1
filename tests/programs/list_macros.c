//@ exit 4
#include <sys/queue.h>
#include <stdio.h>
#include <stdlib.h>
#include <err.h>
#include <sys/param.h>
#include <libgen.h>
#include <string.h>

struct entry {
    int data;
     TAILQ_ENTRY(entry) entries;
};
TAILQ_HEAD(tailhead, entry) head = TAILQ_HEAD_INITIALIZER(head);
struct s {
    int v;
    SLIST_ENTRY(s) n;
};
SLIST_HEAD(sh, s);
struct l {
    int v;
     LIST_ENTRY(l) n;
};
LIST_HEAD(lh, l);
struct q {
    int v;
     STAILQ_ENTRY(q) n;
};
STAILQ_HEAD(qh, q) qh = STAILQ_HEAD_INITIALIZER(qh);
/* The lists of <sys/queue.h>, the old macros, and the end by errx. */
int main(void)
{
    struct entry *np;
    int i;
    for (i = 0; i < 5; i++) {
        np = malloc(sizeof *np);
        np->data = i * i;
        if (i % 2)
            TAILQ_INSERT_HEAD(&head, np, entries);
        else
            TAILQ_INSERT_TAIL(&head, np, entries);
    }
    TAILQ_FOREACH(np, &head, entries) printf("%d ", np->data);
    TAILQ_FOREACH_REVERSE(np, &head, tailhead, entries) printf("%d ", np->data);
    while ((np = TAILQ_FIRST(&head))) {
        TAILQ_REMOVE(&head, np, entries);
        free(np);
    }
    struct sh s = SLIST_HEAD_INITIALIZER(s);
    struct s a = { 1 }, b = { 2 };
    SLIST_INIT(&s);
    SLIST_INSERT_HEAD(&s, &a, n);
    SLIST_INSERT_AFTER(&a, &b, n);
    struct s *sp;
    SLIST_FOREACH(sp, &s, n) printf("s%d ", sp->v);
    struct lh l;
    struct l x = { 7 }, y = { 8 }, *lp;
    LIST_INIT(&l);
    LIST_INSERT_HEAD(&l, &x, n);
    LIST_INSERT_BEFORE(&x, &y, n);
    LIST_FOREACH(lp, &l, n) printf("l%d ", lp->v);
    LIST_REMOVE(&x, n);
    struct q q1 = { 3 }, *qp;
    STAILQ_INSERT_TAIL(&qh, &q1, n);
    STAILQ_FOREACH(qp, &qh, n) printf("q%d\n", qp->v);
    printf("%d %d %d %d\n", MIN(3, 4), MAX(3, 4), MAXPATHLEN, howmany(10, 3));
    printf("%d\n", roundup(13, 8));
    char p1[] = "/usr/lib/x.so", p2[] = "/usr/lib/";
    printf("%s %s %s\n", dirname(strdup(p1)), basename(p1), basename(p2));
    warnx("note %d", 3);
    errx(4, "done");
}
