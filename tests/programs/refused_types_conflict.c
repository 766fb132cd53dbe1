//@ exit 65
/* Declarations that do not agree with each other. */
int counter;
long counter;

int area(int width, int height);
double area(int width, int height)
{
    return width * height;
}

extern char name[10];
char name[20];

static int hidden(void);
int hidden(int value)
{
    return value;
}

int main(void)
{
    return 0;
}
