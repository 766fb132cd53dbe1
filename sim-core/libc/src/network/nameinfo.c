/* From socket addresses to names (getnameinfo(3)), and the errors of both ways as text. */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>

/* Stores a text if there is room for all of it. */
static int store(char *to, socklen_t size, const char *text)
{
    if (strlen(text) >= size) {
        return EAI_OVERFLOW;
    }
    strcpy(to, text);
    return 0;
}

static int host_name(const struct sockaddr_in *address, char *host, socklen_t size, int flags)
{
    struct hostent *found = NULL;

    if (!(flags & NI_NUMERICHOST)) {
        found = gethostbyaddr(&address->sin_addr, sizeof(address->sin_addr), AF_INET);
    }
    if (found == NULL && flags & NI_NAMEREQD) {
        return EAI_NONAME;
    }
    return store(host, size, found != NULL ? found->h_name : inet_ntoa(address->sin_addr));
}

static int service_name(const struct sockaddr_in *address, char *service, socklen_t size, int flags)
{
    struct servent *found = NULL;
    char number[8];

    if (!(flags & NI_NUMERICSERV)) {
        found = getservbyport(address->sin_port, flags & NI_DGRAM ? "udp" : "tcp");
    }
    snprintf(number, sizeof(number), "%d", ntohs(address->sin_port));
    return store(service, size, found != NULL ? found->s_name : number);
}

int getnameinfo(const struct sockaddr *address, socklen_t len, char *host, socklen_t host_size, char *service,
                socklen_t service_size, int flags)
{
    const struct sockaddr_in *inet = (const struct sockaddr_in *)address;
    int error = 0;

    if (flags & ~(NI_NUMERICHOST | NI_NUMERICSERV | NI_NOFQDN | NI_NAMEREQD | NI_DGRAM)) {
        return EAI_BADFLAGS;
    }
    if (address == NULL || len < sizeof(sa_family_t) || address->sa_family != AF_INET || len < sizeof(*inet)) {
        return EAI_FAMILY;
    }
    if ((host == NULL || host_size == 0) && (service == NULL || service_size == 0)) {
        return EAI_NONAME;
    }
    if (host != NULL && host_size > 0) {
        error = host_name(inet, host, host_size, flags);
    }
    if (error == 0 && service != NULL && service_size > 0) {
        error = service_name(inet, service, service_size, flags);
    }
    return error;
}

const char *gai_strerror(int error)
{
    switch (error) {
    case EAI_ADDRFAMILY:
        return "Address family for hostname not supported";
    case EAI_AGAIN:
        return "Temporary failure in name resolution";
    case EAI_BADFLAGS:
        return "Bad value for ai_flags";
    case EAI_FAIL:
        return "Non-recoverable failure in name resolution";
    case EAI_FAMILY:
        return "ai_family not supported";
    case EAI_MEMORY:
        return "Memory allocation failure";
    case EAI_NODATA:
        return "No address associated with hostname";
    case EAI_NONAME:
        return "Name or service not known";
    case EAI_SERVICE:
        return "Servname not supported for ai_socktype";
    case EAI_SOCKTYPE:
        return "ai_socktype not supported";
    case EAI_SYSTEM:
        return "System error";
    default:
        return "Unknown error";
    }
}
