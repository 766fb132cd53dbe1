//@ exit 65
/* The same name twice where once is the rule. */
struct record {
    int id;
    char name[20];
    long id;
};

enum color { RED, GREEN, RED };

enum state { GREEN = 5 };

int sum(int a, int a)
{
    int b = 0;
    char b = 'x';

    return a + b;
}

int main(void)
{
    return 0;
}
