/* true(1): does nothing, well. */

int main(void)
{
    return 0;
}
