/* What a double is made of: classes, signs, exponents (fpclassify(3), frexp(3), modf(3)). */
#include <math.h>
#include <stdint.h>
#include <string.h>

#define EXPONENT_BIAS 1023
#define EXPONENT_MASK 0x7ff
#define FRACTION_BITS 52
#define FRACTION_MASK ((1UL << FRACTION_BITS) - 1)

static uint64_t bits_of(double x)
{
    uint64_t bits;

    memcpy(&bits, &x, sizeof(bits));
    return bits;
}

static double from_bits(uint64_t bits)
{
    double x;

    memcpy(&x, &bits, sizeof(x));
    return x;
}

static int exponent_of(uint64_t bits)
{
    return (int)(bits >> FRACTION_BITS & EXPONENT_MASK);
}

int __fpclassify(double x)
{
    uint64_t bits = bits_of(x);
    uint64_t fraction = bits & FRACTION_MASK;

    switch (exponent_of(bits)) {
    case EXPONENT_MASK:
        return fraction ? FP_NAN : FP_INFINITE;
    case 0:
        return fraction ? FP_SUBNORMAL : FP_ZERO;
    default:
        return FP_NORMAL;
    }
}

int __signbit(double x)
{
    return (int)(bits_of(x) >> 63);
}

double copysign(double x, double y)
{
    return from_bits((bits_of(x) & ~(1UL << 63)) | (bits_of(y) & 1UL << 63));
}

double frexp(double x, int *exponent)
{
    uint64_t bits = bits_of(x);

    *exponent = 0;
    if (x == 0 || !isfinite(x))
        return x;
    if (exponent_of(bits) == 0) {
        x = frexp(x * 0x1p64, exponent);
        *exponent -= 64;
        return x;
    }
    *exponent = exponent_of(bits) - EXPONENT_BIAS + 1;
    return from_bits((bits & ~((uint64_t)EXPONENT_MASK << FRACTION_BITS)) |
                     (uint64_t)(EXPONENT_BIAS - 1) << FRACTION_BITS);
}

/* Large exponents are applied in steps that stay in range, so that the result is rounded once. */
double ldexp(double x, int exponent)
{
    while (exponent > 1000 && isfinite(x) && x != 0) {
        x *= 0x1p1000;
        exponent -= 1000;
    }
    while (exponent < -900 && x != 0) {
        x *= 0x1p-900;
        exponent += 900;
    }
    if (x == 0 || !isfinite(x))
        return x;
    return x * from_bits((uint64_t)(exponent + EXPONENT_BIAS) << FRACTION_BITS);
}

double scalbn(double x, int exponent)
{
    return ldexp(x, exponent);
}

double modf(double x, double *whole)
{
    *whole = trunc(x);
    return isinf(x) ? copysign(0, x) : copysign(x - *whole, x);
}
