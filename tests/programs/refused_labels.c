//@ exit 65
/* Labels and jumps that lead nowhere. */
int main(void)
{
    int i = 0;

again:
    i++;
    if (i < 3)
        goto agian;
again:
    goto end;
    {
        i = 5;
    }
    return i;
}
