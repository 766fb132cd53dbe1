/* whoami(1): the name of the user. */
#include <pwd.h>
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    struct passwd *user = getpwuid(geteuid());

    if (!user)
        return 1;
    puts(user->pw_name);
    return 0;
}
