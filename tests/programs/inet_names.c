/* Addresses as text and as numbers, services, and getaddrinfo for what needs no network. */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>

static void look_up(const char *host, const char *service, int type, int flags)
{
    struct addrinfo hints, *list, *one;
    char name[NI_MAXHOST], port[NI_MAXSERV];
    int error;

    memset(&hints, 0, sizeof(hints));
    hints.ai_family = AF_INET;
    hints.ai_socktype = type;
    hints.ai_flags = flags;
    error = getaddrinfo(host, service, &hints, &list);
    printf("%s %s: %d\n", host != NULL ? host : "(null)", service != NULL ? service : "(null)", error);
    if (error != 0) {
        printf("  %s\n", gai_strerror(error));
        return;
    }
    for (one = list; one != NULL; one = one->ai_next) {
        getnameinfo(one->ai_addr, one->ai_addrlen, name, sizeof(name), port, sizeof(port),
                    NI_NUMERICHOST | NI_NUMERICSERV);
        printf("  type %d protocol %d: %s port %s\n", one->ai_socktype, one->ai_protocol, name, port);
    }
    freeaddrinfo(list);
}

int main(void)
{
    const char *texts[] = {"127.0.0.1", "10.1", "0x7f.1", "1.2.3.256", "010.0.0.1", "1.2.3", "", "a.b.c.d", "1.2.3.4 x"};
    struct in_addr address;
    char text[INET_ADDRSTRLEN];
    size_t index;

    for (index = 0; index < sizeof(texts) / sizeof(texts[0]); index++) {
        int known = inet_aton(texts[index], &address);

        printf("\"%s\": aton %d %s, pton %d\n", texts[index], known, known ? inet_ntoa(address) : "-",
               inet_pton(AF_INET, texts[index], &address));
    }
    printf("%#x %#x %#x %#x\n", htons(0x1234), htonl(0x12345678), ntohs(80), ntohl(1));
    address.s_addr = inet_addr("192.168.1.2");
    printf("%s, %d\n", inet_ntop(AF_INET, &address, text, sizeof(text)), inet_ntop(AF_INET, &address, text, 5) == NULL);
    printf("%d %d\n", inet_addr("nonsense") == INADDR_NONE, IN_MULTICAST(ntohl(inet_addr("239.0.0.1"))));
    printf("http %d, tcp %d\n", ntohs((unsigned short)getservbyname("http", "tcp")->s_port),
           getprotobyname("tcp")->p_proto);
    look_up("127.0.0.1", "80", SOCK_STREAM, 0);
    look_up(NULL, "5000", SOCK_DGRAM, AI_PASSIVE);
    look_up("10.0.0.1", "http", SOCK_STREAM, AI_NUMERICHOST);
    look_up("10.0.0.1", NULL, 0, 0);
    look_up("no number", "80", SOCK_STREAM, AI_NUMERICHOST);
    look_up(NULL, NULL, 0, 0);
    look_up("127.0.0.1", "no-such-service", SOCK_STREAM, 0);
    return 0;
}
