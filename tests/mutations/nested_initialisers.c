int a[3][2] = { [0 ... 99999999999] = { 1, [1] = { { { { { } } } } }, .x = 3 }, [2] = 5, { 1, 2, 3, 4, 5 } };
struct { struct { int x, y; } p[2]; char *t; } b = { .p[1].y = 1, 2, "x", .p = { { } }, .t[0] = 'a', [1] = 2 };
char text[] = { "abc" "def" L"ghi" u"j", 1 }, other[2][3] = { "abcd", { 'e', } };
enum { A = sizeof(a), B = sizeof(struct { int z[A]; }), C = B << 70, D = 1 / 0, E = -1 % 0 } last[A ? B : -1];
int main(void) { int c[D] = { a }, *p = (int[]){ [E] = 1 }; static int s = (struct { int v; }){ 1 }.v; return c[p[s]]; }
