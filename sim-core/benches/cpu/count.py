i = total = 0
while i < 30000000:
    total += i
    i += 1
assert total == 449999985000000
