#include <stdio.h>
#include <unistd.h>

int main(void)
{
    FILE *file;
    int looks = 1;
    int sum;

    while ((file = fopen("/tmp/result", "r")) == NULL) {
        looks++;
        usleep(100000);
    }
    if (fscanf(file, "%d", &sum) == 1)
        printf("the sum is %d, found at look number %d\n", sum, looks);
    fclose(file);
    return 0;
}
