/* Numbers as the network has them: the high byte first (byteorder(3)). */
#include <byteswap.h>
#include <netinet/in.h>

uint32_t htonl(uint32_t host)
{
    return bswap_32(host);
}

uint16_t htons(uint16_t host)
{
    return bswap_16(host);
}

uint32_t ntohl(uint32_t net)
{
    return bswap_32(net);
}

uint16_t ntohs(uint16_t net)
{
    return bswap_16(net);
}
