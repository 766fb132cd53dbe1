/* What __builtin_add_overflow(p, q, r) and the like do with operands of any integer type: exactly, in 128 bits, and then
 * as it fits the result (GCC manual 6.56). The compiler passes operands extended to 64 bits with their signedness. */

#define SIGNED_A 1 /* the first operand is signed */
#define SIGNED_B 2
#define SIGNED_RESULT 4
#define SIZE_SHIFT 4 /* above: bytes of the result */

/* A number of 128 bits in two's complement. */
struct wide {
    unsigned long low;
    unsigned long high;
};

static struct wide widen(unsigned long value, int is_signed)
{
    return (struct wide){ value, is_signed && (long)value < 0 ? ~0UL : 0 };
}

static struct wide add(struct wide a, struct wide b)
{
    struct wide sum = { a.low + b.low, a.high + b.high };

    sum.high += sum.low < a.low;
    return sum;
}

static struct wide negate(struct wide a)
{
    struct wide negative = { -a.low, ~a.high + (a.low == 0) };

    return negative;
}

/* The product of two words. */
static struct wide multiply_words(unsigned long a, unsigned long b)
{
    unsigned long a_low = a & 0xffffffff;
    unsigned long a_high = a >> 32;
    unsigned long b_low = b & 0xffffffff;
    unsigned long b_high = b >> 32;
    unsigned long middle = a_high * b_low + (a_low * b_low >> 32);
    unsigned long other = a_low * b_high + (middle & 0xffffffff);

    return (struct wide){ a * b, a_high * b_high + (middle >> 32) + (other >> 32) };
}

static struct wide multiply(struct wide a, struct wide b)
{
    int is_negative = ((long)a.high < 0) != ((long)b.high < 0);
    struct wide product;

    if ((long)a.high < 0)
        a = negate(a);
    if ((long)b.high < 0)
        b = negate(b);
    product = multiply_words(a.low, b.low);
    return is_negative ? negate(product) : product;
}

/* Stores what fits of a number; whether something did not. A product of magnitudes up to 2^64 - 1 has its top bit set
 * without being negative only if it is far too large for any result. */
static int finish(struct wide exact, int is_negative, int flags, void *result)
{
    int bits = flags >> SIZE_SHIFT << 3;
    unsigned long mask = bits == 64 ? ~0UL : (1UL << bits) - 1;
    unsigned long kept = exact.low & mask;
    int is_signed = flags & SIGNED_RESULT;
    unsigned long sign = is_signed && kept >> (bits - 1) ? ~0UL : 0;

    switch (bits) {
    case 8:
        *(unsigned char *)result = (unsigned char)kept;
        break;
    case 16:
        *(unsigned short *)result = (unsigned short)kept;
        break;
    case 32:
        *(unsigned int *)result = (unsigned int)kept;
        break;
    default:
        *(unsigned long *)result = kept;
        break;
    }
    if (is_negative && sign == 0)
        return 1;
    return (kept | (sign & ~mask)) != exact.low || exact.high != sign;
}

int __overflow_add(unsigned long a, unsigned long b, int flags, void *result)
{
    struct wide sum = add(widen(a, flags & SIGNED_A), widen(b, flags & SIGNED_B));

    return finish(sum, (long)sum.high < 0, flags, result);
}

int __overflow_sub(unsigned long a, unsigned long b, int flags, void *result)
{
    struct wide difference = add(widen(a, flags & SIGNED_A), negate(widen(b, flags & SIGNED_B)));

    return finish(difference, (long)difference.high < 0, flags, result);
}

int __overflow_mul(unsigned long a, unsigned long b, int flags, void *result)
{
    struct wide left = widen(a, flags & SIGNED_A);
    struct wide right = widen(b, flags & SIGNED_B);
    int is_negative = ((long)left.high < 0) != ((long)right.high < 0) && a != 0 && b != 0;

    return finish(multiply(left, right), is_negative, flags, result);
}
