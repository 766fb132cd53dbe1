/* who(1): nobody has logged in. */

int main(void)
{
    return 0;
}
