/* Hosts by name and by address (gethostbyname(3)): numbers, `localhost`, the names in /etc/hosts (hosts(5)), and the
   host's own name. */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

int *__h_errno_location(void)
{
    static int error;

    return &error;
}

static struct hostent *found_host(const char *name, struct in_addr address)
{
    static struct hostent found;
    static struct in_addr stored;
    static char stored_name[NI_MAXHOST];
    static char *aliases[] = {NULL};
    static char *addresses[] = {(char *)&stored, NULL};

    stored = address;
    strncpy(stored_name, name, sizeof(stored_name) - 1);
    found.h_name = stored_name;
    found.h_aliases = aliases;
    found.h_addrtype = AF_INET;
    found.h_length = sizeof(stored);
    found.h_addr_list = addresses;
    return &found;
}

/* Looks through /etc/hosts for a line with this name or, if there is none given, with this address. Its first name is put
   where `canonical` points. */
static int listed_host(const char *name, struct in_addr *address, char *canonical, size_t size)
{
    FILE *file = fopen("/etc/hosts", "r");
    char line[512];
    int found = 0;

    while (file != NULL && !found && fgets(line, sizeof(line), file) != NULL) {
        struct in_addr listed;
        char *rest, *word = strtok_r(line, " \t\n", &rest);
        const char *first;

        if (word == NULL || !inet_aton(word, &listed)) {
            continue;
        }
        if (name == NULL && listed.s_addr != address->s_addr) {
            continue;
        }
        first = word = strtok_r(NULL, " \t\n", &rest);
        while (name != NULL && word != NULL && *word != '#' && strcasecmp(word, name) != 0) {
            word = strtok_r(NULL, " \t\n", &rest);
        }
        if (word != NULL && *word != '#') {
            snprintf(canonical, size, "%s", first);
            *address = listed;
            found = 1;
        }
    }
    if (file != NULL) {
        fclose(file);
    }
    return found;
}

struct hostent *gethostbyname(const char *name)
{
    char canonical[NI_MAXHOST];
    struct in_addr address;
    char own[65];

    if (inet_aton(name, &address)) {
        return found_host(name, address);
    }
    if (strcasecmp(name, "localhost") == 0) {
        address.s_addr = htonl(INADDR_LOOPBACK);
        return found_host(name, address);
    }
    if (listed_host(name, &address, canonical, sizeof(canonical))) {
        return found_host(canonical, address);
    }
    if (gethostname(own, sizeof(own)) == 0 && strcasecmp(name, own) == 0) {
        address.s_addr = htonl(INADDR_LOOPBACK);
        return found_host(name, address);
    }
    h_errno = HOST_NOT_FOUND;
    return NULL;
}

struct hostent *gethostbyaddr(const void *address, socklen_t len, int family)
{
    char canonical[NI_MAXHOST];
    struct in_addr known;

    if (family == AF_INET && len == sizeof(known)) {
        memcpy(&known, address, sizeof(known));
        if (known.s_addr == htonl(INADDR_LOOPBACK)) {
            return found_host("localhost", known);
        }
        if (listed_host(NULL, &known, canonical, sizeof(canonical))) {
            return found_host(canonical, known);
        }
    }
    h_errno = HOST_NOT_FOUND;
    return NULL;
}

const char *hstrerror(int error)
{
    static const char *texts[] = {"Resolver Error 0 (no error)", "Unknown host", "Host name lookup failure",
                                  "Unknown server error", "No address associated with name"};

    if (error < 0) {
        return "Resolver internal error";
    }
    return error <= NO_DATA ? texts[error] : "Unknown resolver error";
}

void herror(const char *prefix)
{
    const char *text = hstrerror(h_errno);

    if (prefix != NULL && *prefix != '\0') {
        dprintf(STDERR_FILENO, "%s: %s\n", prefix, text);
    } else {
        dprintf(STDERR_FILENO, "%s\n", text);
    }
}
