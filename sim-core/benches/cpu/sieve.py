n, primes = 5000000, 0
composite = [False] * n
for i in range(2, n):
    if not composite[i]:
        primes += 1
        for j in range(2 * i, n, i):
            composite[j] = True
assert primes == 348513
