/* Marshalling: values as bytes that mean the same on every host. */
#include <arpa/inet.h>
#include <string.h>

#include "rpc.h"

static void put(struct rpc_message *message, const void *bytes, size_t len)
{
    if (len > sizeof(message->bytes) - message->len) {
        message->is_bad = 1;
        return;
    }
    memcpy(message->bytes + message->len, bytes, len);
    message->len += len;
}

static int get(struct rpc_message *message, void *bytes, size_t len)
{
    if (message->is_bad || len > message->len - message->at) {
        message->is_bad = 1;
        return 0;
    }
    memcpy(bytes, message->bytes + message->at, len);
    message->at += len;
    return 1;
}

void rpc_put_int(struct rpc_message *message, int32_t value)
{
    uint32_t network = htonl((uint32_t)value);

    put(message, &network, sizeof(network));
}

void rpc_put_text(struct rpc_message *message, const char *text)
{
    size_t len = strlen(text);

    rpc_put_int(message, (int32_t)len);
    put(message, text, len);
}

int32_t rpc_get_int(struct rpc_message *message)
{
    uint32_t network = 0;

    get(message, &network, sizeof(network));
    return (int32_t)ntohl(network);
}

void rpc_get_text(struct rpc_message *message, char *text, size_t size)
{
    int32_t len = rpc_get_int(message);

    if (len < 0 || (size_t)len >= size || !get(message, text, (size_t)len)) {
        message->is_bad = 1;
        len = 0;
    }
    text[len] = '\0';
}
