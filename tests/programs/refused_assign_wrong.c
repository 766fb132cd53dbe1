//@ exit 65
int main(void)
{
    int a[3], b[3];
    const int c = 1;
    char name[10];

    a = b;
    c = 2;
    name = "kim";
    5 = c;
    a[0]++ ++;
    return 0;
}
