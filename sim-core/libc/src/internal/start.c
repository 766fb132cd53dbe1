/* Where every program starts: _start keeps the environment, calls main and exits with its result (C11 5.1.2.2.3). */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv, char **envp);

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
    exit(main(argc, argv, envp));
}
