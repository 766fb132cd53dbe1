local i, sum = 0, 0
while i < 30000000 do
  sum = sum + i
  i = i + 1
end
assert(sum == 449999985000000)
