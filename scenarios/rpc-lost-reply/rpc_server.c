/* The server's side: it executes a request once, and answers its repetitions from what it remembers. */
#include <string.h>

#include "rpc.h"

int rpc_listen(struct rpc_server *server, uint16_t port, const struct rpc_entry *procedures, size_t count)
{
    struct sockaddr_in own;

    memset(server, 0, sizeof(*server));
    memset(&own, 0, sizeof(own));
    own.sin_family = AF_INET;
    own.sin_addr.s_addr = htonl(INADDR_ANY);
    own.sin_port = htons(port);
    server->procedures = procedures;
    server->count = count;
    server->fd = socket(AF_INET, SOCK_DGRAM, 0);
    return server->fd == -1 ? -1 : bind(server->fd, (struct sockaddr *)&own, sizeof(own));
}

static int is_same(const struct sockaddr_in *one, const struct sockaddr_in *other)
{
    return one->sin_addr.s_addr == other->sin_addr.s_addr && one->sin_port == other->sin_port;
}

/* The place for what this client was answered: its own, or the one that was used longest ago. */
static struct rpc_reply *reply_for(struct rpc_server *server, const struct sockaddr_in *client)
{
    struct rpc_reply *found = &server->replies[0];
    size_t index;

    for (index = 0; index < RPC_CLIENTS; index++) {
        struct rpc_reply *reply = &server->replies[index];

        if (reply->used != 0 && is_same(&reply->client, client)) {
            return reply;
        }
        found = reply->used < found->used ? reply : found;
    }
    memset(found, 0, sizeof(*found));
    found->client = *client;
    return found;
}

/* Finds the procedure and lets it do its work. */
static enum rpc_status execute(struct rpc_server *server, struct rpc_message *request, struct rpc_message *result)
{
    uint32_t number = (uint32_t)rpc_get_int(request);
    size_t index;

    for (index = 0; index < server->count; index++) {
        if (server->procedures[index].number == number) {
            int failed = server->procedures[index].procedure(request, result) != 0;

            server->executed++;
            if (request->is_bad || result->is_bad) {
                return RPC_BAD_ARGUMENTS;
            }
            return failed ? RPC_FAILED : RPC_OK;
        }
    }
    return RPC_NO_PROCEDURE;
}

/* Writes the answer to a call: its number, how it went, and the result. */
static void answer(struct rpc_server *server, uint32_t call, struct rpc_message *request, struct rpc_message *answer)
{
    struct rpc_message result = {.len = 0};
    enum rpc_status status = execute(server, request, &result);

    memset(answer, 0, sizeof(*answer));
    if (result.len > sizeof(answer->bytes) - 2 * sizeof(int32_t)) {
        status = RPC_FAILED;
        result.len = 0;
    }
    rpc_put_int(answer, (int32_t)call);
    rpc_put_int(answer, status);
    memcpy(answer->bytes + answer->len, result.bytes, result.len);
    answer->len += result.len;
}

int rpc_serve_one(struct rpc_server *server)
{
    struct rpc_message request = {.len = 0};
    struct sockaddr_in client;
    socklen_t len = sizeof(client);
    ssize_t count =
        recvfrom(server->fd, request.bytes, sizeof(request.bytes), 0, (struct sockaddr *)&client, &len);
    struct rpc_reply *reply;
    uint32_t call;

    if (count == -1) {
        return -1;
    }
    request.len = (size_t)count;
    call = (uint32_t)rpc_get_int(&request);
    if (request.is_bad) {
        return 0;
    }
    reply = reply_for(server, &client);
    if (reply->used != 0 && (int32_t)(call - reply->call) < 0) {
        return 0; /* an old request that was long on its way: nobody waits for its answer */
    }
    if (reply->used == 0 || call != reply->call) {
        answer(server, call, &request, &reply->answer);
        reply->call = call;
    }
    reply->used = ++server->requests;
    count = sendto(server->fd, reply->answer.bytes, reply->answer.len, 0, (struct sockaddr *)&client, len);
    return count == -1 ? -1 : 0;
}
