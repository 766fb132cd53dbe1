//@ exit 65
int main(void)
{
    string s = "text";
    boolean done;
    struct nothing n;
    pthread x;
    return 0;
}
