//@ exit 65
/* void is no type for a variable. */
void nothing;

void print(void value)
{
}

struct box {
    void content;
};

int main(void)
{
    void local = 3;
    int result = print();

    return result;
}
