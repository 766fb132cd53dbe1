/* Counting and swapping bits: what libgcc has for machines without instructions for it. All take and give a whole word. */

unsigned long __popcountdi2(unsigned long bits)
{
    unsigned long count = 0;

    for (; bits; bits &= bits - 1)
        count++;
    return count;
}

unsigned long __paritydi2(unsigned long bits)
{
    return __popcountdi2(bits) & 1;
}

unsigned long __ctzdi2(unsigned long bits)
{
    return bits ? __popcountdi2((bits & -bits) - 1) : 64;
}

unsigned long __ffsdi2(unsigned long bits)
{
    return bits ? __ctzdi2(bits) + 1 : 0;
}

unsigned long __clzdi2(unsigned long bits)
{
    unsigned long count = 64;

    for (; bits; bits >>= 1)
        count--;
    return count;
}

unsigned long __clzsi2(unsigned long bits)
{
    return __clzdi2(bits) - 32;
}

unsigned long __bswaphi2(unsigned long bits)
{
    return ((bits >> 8) & 0xff) | ((bits & 0xff) << 8);
}

unsigned long __bswapsi2(unsigned long bits)
{
    return __bswaphi2(bits >> 16) | __bswaphi2(bits) << 16;
}

unsigned long __bswapdi2(unsigned long bits)
{
    return __bswapsi2(bits >> 32) | __bswapsi2(bits) << 32;
}

int __isnan(double value)
{
    return value != value;
}
