#include <stdio.h>
#include <math.h>

static double average(const double *values, int n)
{
    double sum = 0;

    for (int i = 0; i < n; i++)
        sum += values[i];
    return sum / n;
}

int main(void)
{
    double v[] = { 1.5, 2.25, -3, 1e3 };
    float f = 0.1f;
    int i = 7;

    printf("%.4f\n", average(v, 4));
    printf("%.10f %.10f %d\n", f, f * 3, f == 0.1);
    printf("%d %d %f %.3f\n", (int)-2.9, (int)2.9, (double)i / 2, i / 2 + 0.5);
    printf("%g %g %g\n", 1.0 / 3, 1e100, 123456789.0);
    printf("%.3f %.3f %.3f\n", sqrt(2), pow(2, 0.5), floor(-1.5));
    unsigned u = 4000000000u;
    printf("%f %.0f\n", (double)u, (float)u);
    i += 2.7;
    printf("%d %d\n", i, 1.5 < 2);
    return 0;
}
