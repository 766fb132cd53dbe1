/* Floating point: arithmetic, comparisons with NaN, conversions, float against double. */
#include <stdio.h>
#include <math.h>

static double did(double x) { return x; }
static float fid(float x) { return x; }
static float mean(const float *a, int n)
{
    float sum = 0;
    for (int i = 0; i < n; i++) sum += a[i];
    return sum / n;
}
static double power(double x, unsigned n) { return n ? (n & 1 ? x : 1) * power(x * x, n / 2) : 1; }

int main(void)
{
    double a = did(1.5), b = did(-0.25);
    printf("%g %g %g %g %g\n", a + b, a - b, a * b, a / b, -a);
    float f = fid(0.1f), g = fid(3);
    printf("%.9g %.9g %.9g %.9g\n", f + g, f * g, f / g, -f);
    printf("%d %d %d\n", f == 0.1, f == 0.1f, (double)f > 0.1);
    double nan = did(0.0) / did(0.0);
    printf("%d%d%d%d%d%d\n", nan < 1, nan <= 1, nan > 1, nan >= 1, nan == nan, nan != nan);
    if (nan < 1) puts("less"); else puts("not less");
    if (!(nan < 1)) puts("not less"); else puts("less");
    printf("%d %d %ld\n", (int)2.9, (int)did(-2.9), (long)did(1e15));
    printf("%u %lu %d\n", (unsigned)did(4e9), (unsigned long)did(1.5e19), (char)did(65.7));
    printf("%.1f %.1f %.1f\n", (double)0xffffffffffffffffUL, (double)-1L, (double)4000000000u);
    printf("%.1f %.1f\n", (float)16777217, (float)123456789UL);
    int i = 3;
    i += 2.7;
    printf("%d ", i);
    i *= 1.5;
    printf("%d ", i);
    char c = 'a';
    c += 1.9;
    printf("%c ", c);
    double d = 5;
    d /= 2;
    d++;
    --d;
    printf("%g ", d);
    f = 1;
    f += 0.1;
    f++;
    printf("%.8f\n", f);
    float array[] = {1, 2, 3.5f, 4};
    printf("%g %g\n", mean(array, 4), power(1.1, 10));
    long double l = 1.25L;
    l *= 2;
    printf("%.2Lf %zu\n", l, sizeof l);
    printf("%d %d\n", did(0) ? 1 : 2, !did(0.1));
    printf("%.3f %.3f %.3f\n", sqrt(2), pow(2, 0.5), floor(-1.5));
    d = i ? 1 : 2.5;
    printf("%g %g %e\n", d, 1e300 * 1e10, 1.0 / 3);
    double big[3] = {1e10, 2e20};
    for (int k = 0; k < 3; k++) printf("%g ", big[k] / 3);
    puts("");
    return 0;
}
