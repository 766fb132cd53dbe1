/* Where every program starts: _start keeps the environment, runs the constructors, calls main and exits with its result
 * (C11 5.1.2.2.3). */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv, char **envp);

/* The program's constructors in order, and then NULL: the linker makes the list. */
extern void (*const __init_array[])(int, char **, char **);

char **environ;
char *program_invocation_name = "";
char *program_invocation_short_name = "";

void _start(int argc, char **argv, char **envp)
{
    char *slash;

    environ = envp;
    if (argc > 0) {
        program_invocation_name = argv[0];
        slash = strrchr(argv[0], '/');
        program_invocation_short_name = slash ? slash + 1 : argv[0];
    }
    for (void (*const *constructor)(int, char **, char **) = __init_array; *constructor; constructor++)
        (*constructor)(argc, argv, envp);
    exit(main(argc, argv, envp));
}
