/* The first row of a matrix lies where the matrix does, and is as long as a row: nothing here deserves a warning. */
#include <stdio.h>
#include <string.h>

static int matrix[2][3] = { { 1, 2, 3 }, { 4, 5, 6 } };

static int total(const int *row, int columns)
{
    int sum = 0;

    for (int i = 0; i < columns; i++)
        sum += row[i];
    return sum;
}

int main(void)
{
    int cube[2][2][4] = { 0 };
    int last = 2;
    char names[2][20];

    matrix[0][2]++;
    cube[0][0][3] = matrix[0][last] + matrix[1][last];
    printf("%d %d %d\n", matrix[0][2], cube[0][0][3], cube[1][0][3]);
    printf("%d %d\n", total(matrix[0], 3), total(matrix[1], 3));
    strcpy(names[0], "first");
    strcpy(names[1], "second");
    puts(strcat(names[0], names[1]));
    return 0;
}
