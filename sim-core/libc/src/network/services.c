/* Names of services and protocols, as /etc/services and /etc/protocols have them (getservent(3), getprotoent(3)). */
#include <netdb.h>
#include <string.h>

static char *no_aliases[] = {NULL};

static const struct {
    const char *name;
    int port;
    const char *protocols;
} services[] = {
    {"echo", 7, "tcp udp"},    {"discard", 9, "tcp udp"}, {"daytime", 13, "tcp udp"}, {"chargen", 19, "tcp udp"},
    {"ftp-data", 20, "tcp"},   {"ftp", 21, "tcp"},        {"ssh", 22, "tcp"},         {"telnet", 23, "tcp"},
    {"smtp", 25, "tcp"},       {"time", 37, "tcp udp"},   {"domain", 53, "tcp udp"},  {"tftp", 69, "udp"},
    {"finger", 79, "tcp"},     {"http", 80, "tcp"},       {"pop3", 110, "tcp"},       {"sunrpc", 111, "tcp udp"},
    {"ntp", 123, "udp"},       {"imap2", 143, "tcp"},     {"snmp", 161, "tcp udp"},   {"https", 443, "tcp udp"},
    {"syslog", 514, "udp"},    {"nfs", 2049, "tcp udp"},  {"http-alt", 8080, "tcp udp"},
};

static struct servent *found_service(size_t index, const char *protocol)
{
    static struct servent found;
    static char name[16], spoken[4];

    strcpy(name, services[index].name);
    strncpy(spoken, protocol != NULL ? protocol : services[index].protocols, 3);
    found.s_name = name;
    found.s_aliases = no_aliases;
    found.s_port = htons((uint16_t)services[index].port);
    found.s_proto = spoken;
    return &found;
}

static int speaks(size_t index, const char *protocol)
{
    return protocol == NULL || strstr(services[index].protocols, protocol) != NULL;
}

struct servent *getservbyname(const char *name, const char *protocol)
{
    size_t index;

    for (index = 0; index < sizeof(services) / sizeof(services[0]); index++) {
        if (strcmp(services[index].name, name) == 0 && speaks(index, protocol)) {
            return found_service(index, protocol);
        }
    }
    return NULL;
}

struct servent *getservbyport(int port, const char *protocol)
{
    size_t index;

    for (index = 0; index < sizeof(services) / sizeof(services[0]); index++) {
        if (htons((uint16_t)services[index].port) == port && speaks(index, protocol)) {
            return found_service(index, protocol);
        }
    }
    return NULL;
}

static const struct {
    const char *name;
    int number;
    const char *alias;
} protocols[] = {{"ip", 0, "IP"}, {"icmp", 1, "ICMP"}, {"igmp", 2, "IGMP"}, {"tcp", 6, "TCP"}, {"udp", 17, "UDP"}};

static struct protoent *found_protocol(size_t index)
{
    static struct protoent found;
    static char name[8], alias[8];
    static char *aliases[] = {alias, NULL};

    strcpy(name, protocols[index].name);
    strcpy(alias, protocols[index].alias);
    found.p_name = name;
    found.p_aliases = aliases;
    found.p_proto = protocols[index].number;
    return &found;
}

struct protoent *getprotobyname(const char *name)
{
    size_t index;

    for (index = 0; index < sizeof(protocols) / sizeof(protocols[0]); index++) {
        if (strcmp(protocols[index].name, name) == 0 || strcmp(protocols[index].alias, name) == 0) {
            return found_protocol(index);
        }
    }
    return NULL;
}

struct protoent *getprotobynumber(int number)
{
    size_t index;

    for (index = 0; index < sizeof(protocols) / sizeof(protocols[0]); index++) {
        if (protocols[index].number == number) {
            return found_protocol(index);
        }
    }
    return NULL;
}
