/* getsubopt(3): options in an argument, as `ro,size=4`. */
#include <stdlib.h>
#include <string.h>

int getsubopt(char **options, char *const *names, char **value)
{
    char *option = *options;
    size_t len;
    size_t name_len;

    if (*option == '\0')
        return -1;
    len = strcspn(option, ",");
    name_len = strcspn(option, ",=");
    *options = option + len + (option[len] == ',');
    option[len] = '\0';
    for (int i = 0; names[i]; i++) {
        if (strncmp(option, names[i], name_len) == 0 && names[i][name_len] == '\0') {
            *value = name_len < len ? option + name_len + 1 : NULL;
            return i;
        }
    }
    *value = option;
    return -1;
}
