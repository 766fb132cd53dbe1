/* hostname(1). */
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    char name[65];

    gethostname(name, sizeof(name));
    puts(name);
    return 0;
}
