//@ exit 65
struct point {
    int x;
    int y;
};

int main(void)
{
    struct point p, *q = &p;

    p.z = 1;
    q.x = 2;
    p->y = 3;
    return p + 1;
}
