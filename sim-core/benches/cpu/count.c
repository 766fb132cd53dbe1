int main(void)
{
    int i = 0;
    long sum = 0;
    while (i < 30000000) {
        sum += i;
        i++;
    }
    return sum != 449999985000000;
}
