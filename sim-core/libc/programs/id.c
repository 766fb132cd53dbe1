/* id(1): who the user is; -u, -g, -n. */
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    struct passwd *user = getpwuid(geteuid());
    struct group *group = getgrgid(getegid());
    const char *user_name = user ? user->pw_name : "", *group_name = group ? group->gr_name : "";
    int option, shows_user = 0, shows_group = 0, shows_name = 0;

    while ((option = getopt(argc, argv, "gnu")) != -1) {
        shows_user |= option == 'u';
        shows_group |= option == 'g';
        shows_name |= option == 'n';
        if (option == '?')
            return 1;
    }
    if (shows_name && (shows_user || shows_group))
        puts(shows_user ? user_name : group_name);
    else if (shows_user || shows_group)
        printf("%u\n", shows_user ? geteuid() : getegid());
    else
        printf("uid=%u(%s) gid=%u(%s) groups=%u(%s)\n", geteuid(), user_name, getegid(), group_name, getegid(), group_name);
    return 0;
}
