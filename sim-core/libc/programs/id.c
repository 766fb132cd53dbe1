/* id(1): who the user is; -u, -g, -G, -n, -r. */
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <unistd.h>

#define MOST_GROUPS 64

static const char *user_name(uid_t uid)
{
    struct passwd *user = getpwuid(uid);

    return user ? user->pw_name : NULL;
}

static const char *group_name(gid_t gid)
{
    struct group *group = getgrgid(gid);

    return group ? group->gr_name : NULL;
}

static void show(const char *label, unsigned id, const char *name)
{
    printf("%s%u", label, id);
    if (name)
        printf("(%s)", name);
}

static void show_one(unsigned id, const char *name, int shows_name)
{
    if (shows_name && name)
        printf("%s", name);
    else
        printf("%u", id);
}

/* The effective group first, and then the further ones. */
static int all_groups(gid_t *groups)
{
    gid_t further[MOST_GROUPS];
    int count = getgroups(MOST_GROUPS, further), found = 1;

    groups[0] = getegid();
    for (int i = 0; i < count; i++)
        if (further[i] != groups[0])
            groups[found++] = further[i];
    return found;
}

static void show_all(void)
{
    gid_t groups[MOST_GROUPS + 1];
    int count = all_groups(groups);

    show("uid=", getuid(), user_name(getuid()));
    show(" gid=", getgid(), group_name(getgid()));
    if (geteuid() != getuid())
        show(" euid=", geteuid(), user_name(geteuid()));
    if (getegid() != getgid())
        show(" egid=", getegid(), group_name(getegid()));
    for (int i = 0; i < count; i++)
        show(i == 0 ? " groups=" : ",", groups[i], group_name(groups[i]));
}

static void show_groups(int shows_name)
{
    gid_t groups[MOST_GROUPS + 1];
    int count = all_groups(groups);

    for (int i = 0; i < count; i++) {
        if (i > 0)
            putchar(' ');
        show_one(groups[i], group_name(groups[i]), shows_name);
    }
}

int main(int argc, char **argv)
{
    int option, what = 0, shows_name = 0, shows_real = 0;

    while ((option = getopt(argc, argv, "gGnru")) != -1) {
        if (option == '?')
            return 1;
        if (option == 'n')
            shows_name = 1;
        else if (option == 'r')
            shows_real = 1;
        else
            what = option;
    }
    uid_t uid = shows_real ? getuid() : geteuid();
    gid_t gid = shows_real ? getgid() : getegid();

    switch (what) {
    case 'u':
        show_one(uid, user_name(uid), shows_name);
        break;
    case 'g':
        show_one(gid, group_name(gid), shows_name);
        break;
    case 'G':
        show_groups(shows_name);
        break;
    default:
        show_all();
    }
    putchar('\n');
    return 0;
}
