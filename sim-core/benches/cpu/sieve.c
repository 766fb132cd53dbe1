enum { N = 5000000 };

static char composite[N];

int main(void)
{
    int primes = 0;
    for (int i = 2; i < N; i++) {
        if (!composite[i]) {
            primes++;
            for (int j = 2 * i; j < N; j += i)
                composite[j] = 1;
        }
    }
    return primes != 348513;
}
