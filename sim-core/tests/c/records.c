/* Structs and unions: by value, nested, in arrays, with bit-fields, returned, compound literals. */
#include <stdio.h>
#include <string.h>

struct point { int x, y; };
struct line { struct point from, to; char name[12]; };
struct tiny { char c; };
struct big { long v[20]; };
union word { unsigned u; unsigned char b[4]; float f; };

static struct point make(int x, int y) { struct point p = {x, y}; return p; }
static struct point add(struct point a, struct point b) { a.x += b.x; a.y += b.y; return a; }
static int norm(struct point p) { return p.x * p.x + p.y * p.y; }
static struct tiny next(struct tiny t) { t.c++; return t; }
static long total(struct big b)
{
    long sum = 0;
    for (int i = 0; i < 20; i++) sum += b.v[i];
    b.v[0] = 1000;
    return sum;
}
static struct big fill(long n)
{
    struct big b;
    for (int i = 0; i < 20; i++) b.v[i] = n + i;
    return b;
}

struct flags {
    unsigned a : 1;
    unsigned b : 3;
    int c : 5;
    unsigned d : 20;
    int e : 17;
    unsigned long f : 40;
    _Bool g : 1;
};

static void fields(void)
{
    struct flags s = {0};
    s.a = 3;
    s.b = 9;
    s.c = -5;
    s.d = 0xfffff;
    s.e = -65536;
    s.f = 0xffffffffffUL;
    s.g = 1;
    printf("%d %d %d %d %d %lx %d\n", s.a, s.b, s.c, s.d, s.e, (unsigned long)s.f, s.g);
    s.b += 7;
    s.c -= 10;
    s.d++;
    s.e--;
    printf("%d %d %d %d\n", s.b, s.c, s.d, s.e);
    int assigned = s.b = 12;
    int kept = s.c = 17;
    printf("%d %d %d %d\n", assigned, kept, s.a++, ++s.b);
    struct flags *p = &s;
    p->a = 0;
    p->f >>= 4;
    p->f |= 1;
    printf("%d %lx %d\n", p->a, (unsigned long)p->f, p->c);
    printf("%zu\n", sizeof(struct flags));
}

struct node { int value; struct node *next; };

static struct line global = {{1, 2}, {.y = 4}, "global"};
static struct point table[3] = {{1, 1}, [2] = {3, 3}};

int main(void)
{
    struct point p = add(make(1, 2), make(3, 4));
    printf("%d %d %d\n", p.x, p.y, norm(make(3, 4)));
    printf("%d\n", add(add(p, p), make(-1, -1)).y);
    struct line l = {{5, 6}, make(7, 8), "line"}, m = l;
    m.to.x = 100;
    strcpy(m.name, "copy");
    printf("%d %d %s %s\n", l.to.x, m.to.x, l.name, m.name);
    struct line *q = &m;
    q->from = l.to;
    q->to = (struct point){9, 10};
    printf("%d %d %d %d\n", q->from.x, q->from.y, q->to.x, q->to.y);
    *q = global;
    printf("%d %d %d %d %s\n", m.from.x, m.from.y, m.to.x, m.to.y, m.name);
    struct tiny t = {'a'};
    printf("%c %c\n", next(next(t)).c, t.c);
    struct big b = fill(10);
    printf("%ld %ld %ld\n", total(b), b.v[0], total(fill(1)));
    union word w = {0x40490fdb};
    printf("%d %d %d %d %.4f\n", w.b[0], w.b[1], w.b[2], w.b[3], w.f);
    fields();
    struct point array[4];
    for (int i = 0; i < 4; i++) array[i] = make(i, i * i);
    array[1] = array[3];
    for (int i = 0; i < 4; i++) printf("%d,%d ", array[i].x, array[i].y);
    printf("\n%d %d %d\n", table[0].x, table[1].x, table[2].y);
    struct node c = {3, 0}, d = {2, &c}, e = {1, &d};
    for (struct node *n = &e; n; n = n->next) printf("%d ", n->value);
    printf("%d\n", e.next->next->value);
    struct point s = p.x > 3 ? p : array[0];
    printf("%d %d\n", s.x, (s = array[2], s).y);
    struct { int a; struct { char c; long l; }; union { int i; float f; }; } anon = {1, {'z', 5}, {7}};
    printf("%d %c %ld %d\n", anon.a, anon.c, anon.l, anon.i);
    printf("%zu %zu\n", sizeof anon, sizeof(struct line));
    int *pi = (int[]){4, 5, 6};
    printf("%d %d\n", pi[2], ((struct point){11, 12}).y);
    return 0;
}
