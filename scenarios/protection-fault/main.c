#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

int shown = 7;
int main(void);

void stray_pointer(void)
{
    int *p = (int *)0x800000;

    *p = 1;
}

void write_to_code(void)
{
    char *code = (char *)main;

    code[0] = 0;
}

void touch_kernel_space(void)
{
    char *kernel = (char *)0x10000000;

    shown = kernel[0];
}

int main(void)
{
    void (*deeds[3])(void) = { stray_pointer, write_to_code, touch_kernel_space };
    const char *names[3] = { "a stray pointer", "a write to code", "a touch of kernel space" };

    for (int i = 0; i < 3; i++) {
        int status;
        pid_t pid = fork();

        if (pid < 0) {
            perror("fork");
            exit(1);
        }
        if (pid == 0) {
            deeds[i]();
            printf("this line is never reached\n");
            exit(0);
        }
        waitpid(pid, &status, 0);
        if (WIFSIGNALED(status))
            printf("%s: stopped by signal %d\n", names[i], WTERMSIG(status));
        else
            printf("%s: nobody stopped it\n", names[i]);
        fflush(stdout);
    }
    return 0;
}
