/* false(1): does nothing, badly. */

int main(void)
{
    return 1;
}
