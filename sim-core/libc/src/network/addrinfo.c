/* From names to socket addresses (getaddrinfo(3)): hosts as gethostbyname knows them, services by number or name. */
#include <arpa/inet.h>
#include <ctype.h>
#include <netdb.h>
#include <stdlib.h>
#include <string.h>

#define KNOWN_FLAGS                                                                                                    \
    (AI_PASSIVE | AI_CANONNAME | AI_NUMERICHOST | AI_V4MAPPED | AI_ALL | AI_ADDRCONFIG | AI_NUMERICSERV)

static const struct kind {
    int type;
    int protocol;
    const char *name;
} kinds[] = {{SOCK_STREAM, IPPROTO_TCP, "tcp"}, {SOCK_DGRAM, IPPROTO_UDP, "udp"}, {SOCK_RAW, 0, NULL}};

/* An entry and its address are one block. */
struct entry {
    struct addrinfo info;
    struct sockaddr_in address;
};

/* The port of a service for a kind of socket, in network order; -1 if it has none there. */
static int port_of(const char *service, const struct kind *kind)
{
    const struct servent *found;
    char *end;
    unsigned long number;

    if (service == NULL) {
        return 0;
    }
    number = strtoul(service, &end, 10);
    if (*service != '\0' && *end == '\0') {
        return htons((uint16_t)number);
    }
    found = kind->name == NULL ? NULL : getservbyname(service, kind->name);
    return found == NULL ? -1 : found->s_port;
}

static int is_number(const char *service)
{
    return service[strspn(service, "0123456789")] == '\0' && *service != '\0';
}

/* The address of a host; an EAI_ error if there is none. */
static int host_of(const char *host, int flags, int family, struct in_addr *address)
{
    const struct hostent *found;

    if (host == NULL) {
        address->s_addr = htonl(flags & AI_PASSIVE ? INADDR_ANY : INADDR_LOOPBACK);
        return 0;
    }
    if (inet_aton(host, address)) {
        return family == AF_INET6 ? EAI_ADDRFAMILY : 0;
    }
    if (flags & AI_NUMERICHOST) {
        return EAI_NONAME;
    }
    found = gethostbyname(host);
    if (found == NULL) {
        return EAI_NONAME;
    }
    memcpy(address, found->h_addr, sizeof(*address));
    return 0;
}

static struct entry *new_entry(const struct kind *kind, int protocol, struct in_addr host, int port)
{
    struct entry *entry = calloc(1, sizeof(*entry));

    if (entry != NULL) {
        entry->address.sin_family = AF_INET;
        entry->address.sin_port = (in_port_t)port;
        entry->address.sin_addr = host;
        entry->info.ai_family = AF_INET;
        entry->info.ai_socktype = kind->type;
        entry->info.ai_protocol = protocol;
        entry->info.ai_addrlen = sizeof(entry->address);
        entry->info.ai_addr = (struct sockaddr *)&entry->address;
    }
    return entry;
}

static int check_hints(const char *host, const char *service, const struct addrinfo *hints)
{
    if (host == NULL && service == NULL) {
        return EAI_NONAME;
    }
    if (hints->ai_flags & ~KNOWN_FLAGS || (hints->ai_flags & AI_CANONNAME && host == NULL)) {
        return EAI_BADFLAGS;
    }
    if (hints->ai_family != AF_UNSPEC && hints->ai_family != AF_INET && hints->ai_family != AF_INET6) {
        return EAI_FAMILY;
    }
    if (service != NULL && hints->ai_flags & AI_NUMERICSERV && !is_number(service)) {
        return EAI_NONAME;
    }
    return 0;
}

/* Whether a kind of socket is asked for. */
static int fits(const struct kind *kind, const struct addrinfo *hints)
{
    int any_protocol = hints->ai_protocol == 0 || kind->protocol == 0;

    return (hints->ai_socktype == 0 || hints->ai_socktype == kind->type) &&
           (any_protocol || hints->ai_protocol == kind->protocol);
}

int getaddrinfo(const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **result)
{
    static const struct addrinfo no_hints = {.ai_flags = AI_V4MAPPED | AI_ADDRCONFIG};
    struct addrinfo **tail = result;
    struct in_addr address;
    int error, has_kind = 0;
    size_t index;

    if (host != NULL && strcmp(host, "*") == 0) {
        host = NULL;
    }
    if (service != NULL && strcmp(service, "*") == 0) {
        service = NULL;
    }
    hints = hints != NULL ? hints : &no_hints;
    error = check_hints(host, service, hints);
    if (error != 0) {
        return error;
    }
    error = host_of(host, hints->ai_flags, hints->ai_family, &address);
    if (error == 0 && hints->ai_family == AF_INET6) {
        error = EAI_NONAME;
    }
    if (error != 0) {
        return error;
    }
    *result = NULL;
    for (index = 0; index < sizeof(kinds) / sizeof(kinds[0]); index++) {
        const struct kind *kind = &kinds[index];
        int port = port_of(service, kind);
        struct entry *entry;

        if (!fits(kind, hints)) {
            continue;
        }
        has_kind = 1;
        if (port < 0) {
            continue;
        }
        entry = new_entry(kind, kind->protocol != 0 ? kind->protocol : hints->ai_protocol, address, port);
        if (entry == NULL) {
            freeaddrinfo(*result);
            return EAI_MEMORY;
        }
        *tail = &entry->info;
        tail = &entry->info.ai_next;
    }
    if (*result == NULL) {
        return has_kind ? EAI_SERVICE : EAI_SOCKTYPE;
    }
    if (hints->ai_flags & AI_CANONNAME) {
        (*result)->ai_canonname = strdup(host);
    }
    return 0;
}

void freeaddrinfo(struct addrinfo *list)
{
    while (list != NULL) {
        struct addrinfo *next = list->ai_next;

        free(list->ai_canonname);
        free(list);
        list = next;
    }
}
