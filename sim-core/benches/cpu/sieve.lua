local n, composite, primes = 5000000, {}, 0
for i = 0, n - 1 do composite[i] = false end
for i = 2, n - 1 do
  if not composite[i] then
    primes = primes + 1
    for j = 2 * i, n - 1, i do composite[j] = true end
  end
end
assert(primes == 348513)
