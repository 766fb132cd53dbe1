//@ exit 65
int main(void)
{
    break;
    continue;
    case 1:
    goto nowhere;
    return 0;
}
