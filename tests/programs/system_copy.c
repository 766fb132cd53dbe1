/* Copying and moving files with commands, into a folder and under another name. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    setbuf(stdout, NULL);
    chdir("/tmp");
    system("mkdir copies; echo one > a; echo two > b; cp a b copies; mv a copies/c; cp b d");
    system("cat copies/a copies/b copies/c d; ls copies");
    printf("%d\n", WEXITSTATUS(system("mv nothing copies 2> /dev/null")));
    return WEXITSTATUS(system("rm -r copies; rm b d"));
}
