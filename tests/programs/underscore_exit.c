//@ exit 3
#include <stdio.h>
#include <unistd.h>

/* _exit does not flush what stdio still holds. */
int main(void)
{
    printf("lost\n");
    fflush(stdout);
    printf("this too");
    _exit(3);
}
