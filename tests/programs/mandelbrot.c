#include <stdio.h>
#include <complex.h>

/* Floating-point loops, and a picture of characters. */
int main(void)
{
    for (double y = -1.2; y <= 1.2; y += 0.3) {
        for (double x = -2; x <= 0.6; x += 0.1) {
            double zr = 0, zi = 0;
            int i = 0;
            while (zr * zr + zi * zi < 4 && i < 40) {
                double t = zr * zr - zi * zi + x;
                zi = 2 * zr * zi + y;
                zr = t;
                i++;
            } putchar(" .:-=+*#%@"[i / 4 > 9 ? 9 : i / 4]);
        } putchar('\n');
    } return 0;
}
