//@ exit 65
int main(int argc, char *argv[])
{
    switch (argc) {
    case 1:
    case 1:
        return 1;
    default:
        return 2;
    default:
        return 3;
    }
    switch (argv[0]) {
    }
}
