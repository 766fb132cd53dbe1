#include <stdio.h>

static int total(int rows, int cols, int m[rows][cols], int scale)
{
    int sum = 0;

    for (int i = 0; i < rows; i++)
        for (int j = 0; j < cols; j++)
            sum += m[i][j];
    return sum * scale + (int)sizeof m[0];
}

int main(void)
{
    int m[2][3] = { { 1, 2, 3 }, { 4, 5, 6 } };

    printf("%d\n", total(2, 3, m, 10));
    return 0;
}
