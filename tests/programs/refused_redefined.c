//@ exit 65
int twice;
int twice(void);
int f(int a)
{
    int a;
    int b;
    char b;
    return a;
}
int f(int a)
{
    return a;
}
int main(void)
{
    return f(1);
}
