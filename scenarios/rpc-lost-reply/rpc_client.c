/* The client's side: a request has a number, and is sent again until the answer with this number comes. */
#include <errno.h>
#include <netdb.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#include "rpc.h"

const char *rpc_status_text(enum rpc_status status)
{
    static const char *texts[] = {"ok", "no such procedure", "bad arguments", "no answer", "failed"};

    return texts[status];
}

int rpc_connect(struct rpc_client *client, const char *host, const char *service, int timeout_ms, int tries)
{
    struct timeval patience = {timeout_ms / 1000, timeout_ms % 1000 * 1000};
    struct addrinfo hints, *server;

    memset(&hints, 0, sizeof(hints));
    hints.ai_family = AF_INET;
    hints.ai_socktype = SOCK_DGRAM;
    if (getaddrinfo(host, service, &hints, &server) != 0) {
        return -1;
    }
    client->next_call = 1;
    client->tries = tries;
    client->fd = socket(AF_INET, SOCK_DGRAM, 0);
    if (client->fd != -1 && (setsockopt(client->fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience)) == -1 ||
                             connect(client->fd, server->ai_addr, server->ai_addrlen) == -1)) {
        close(client->fd);
        client->fd = -1;
    }
    freeaddrinfo(server);
    return client->fd == -1 ? -1 : 0;
}

/* Waits for the answer to a call. Answers to earlier ones, which came too late, are thrown away. */
static int await_answer(struct rpc_client *client, uint32_t call, struct rpc_message *answer)
{
    for (;;) {
        ssize_t count = recv(client->fd, answer->bytes, sizeof(answer->bytes), 0);

        if (count == -1) {
            return -1;
        }
        answer->len = (size_t)count;
        answer->at = 0;
        answer->is_bad = 0;
        if ((uint32_t)rpc_get_int(answer) == call && !answer->is_bad) {
            return 0;
        }
    }
}

enum rpc_status rpc_call(struct rpc_client *client, uint32_t procedure, const struct rpc_message *arguments,
                         struct rpc_message *result)
{
    struct rpc_message request = {.len = 0};
    uint32_t call = client->next_call++;
    int try;

    rpc_put_int(&request, (int32_t)call);
    rpc_put_int(&request, (int32_t)procedure);
    if (arguments->is_bad || arguments->len > sizeof(request.bytes) - request.len) {
        return RPC_BAD_ARGUMENTS;
    }
    memcpy(request.bytes + request.len, arguments->bytes, arguments->len);
    request.len += arguments->len;
    for (try = 0; try < client->tries; try++) {
        if (send(client->fd, request.bytes, request.len, 0) == -1) {
            return RPC_FAILED;
        }
        if (await_answer(client, call, result) == 0) {
            return (enum rpc_status)rpc_get_int(result);
        }
        if (errno != EAGAIN) {
            return RPC_FAILED;
        }
    }
    return RPC_NO_ANSWER;
}

void rpc_close(struct rpc_client *client)
{
    close(client->fd);
}
