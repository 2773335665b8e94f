/* SPDX-License-Identifier: BSD-3-Clause
 * gui_http.c - requests: which are let in, which route answers them, with which headers. */
#include "gui.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { IDLE_S = 60, STACK = 1 << 20 };

/* A body that is too large is read to its end, or a browser would not see the answer: up to here.
 */
enum { MOST_READ = 8 * GUI_BODY };
#define TOO_LARGE "a body of more than %d MiB"

static struct MHD_Daemon *daemon_of_all;

static const struct {
    const char *path; /* of itself and of all below it */
    const char *methods;
    gui_route *answer;
} routes[] = {
    {"about", "GET", gui_about},
    {"options", "GET", gui_options},
    {"network", "POST", gui_network},
    {"accepted", "POST", gui_accepted},
    {"events", "POST", gui_events},
    {"shape", "POST", gui_shape},
    {"differences", "POST", gui_differences},
    {"figure", "POST", gui_figure},
    {"answer", "POST", gui_answer_text},
    {"write", "POST", gui_write},
    {"jobs", "GET POST DELETE", gui_jobs},
    {"state", "GET", gui_state},
    {"results", "GET POST DELETE", gui_results},
    {"files", "GET PUT", gui_files},
    {"page", "GET PUT", gui_page_state},
    {"lessons", "POST", gui_lessons},
};

/* Nothing comes from elsewhere, and nothing runs that stands in the page itself. */
static const struct {
    const char *name, *value;
} headers[] = {
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
     "media-src blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
     "frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Cache-Control", "no-store"},
};

/* A body while it comes. */
typedef struct body {
    char *bytes;
    size_t n, n_held;
    bool is_too_large;
} body;

static enum MHD_Result send_answer(struct MHD_Connection *connection, gui_answer *answer,
                                   bool is_last) {
    struct MHD_Response *response =
        MHD_create_response_from_buffer(answer->n, answer->bytes_owned, MHD_RESPMEM_MUST_FREE);
    if (response == NULL) {
        free(answer->bytes_owned);
        return MHD_NO;
    }
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        MHD_add_response_header(response, headers[i].name, headers[i].value);
    }
    MHD_add_response_header(response, "Content-Type", answer->type);
    if (is_last) {
        MHD_add_response_header(response, "Connection", "close");
    }
    enum MHD_Result result = MHD_queue_response(connection, answer->status, response);
    MHD_destroy_response(response);
    return result;
}

static const char *header_of(struct MHD_Connection *connection, const char *name) {
    return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

static int socket_of(struct MHD_Connection *connection) {
    return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
}

static const char *query_of(const void *request, const char *key) {
    const gui_request *r = request;
    return MHD_lookup_connection_value((struct MHD_Connection *)r->connection,
                                       MHD_GET_ARGUMENT_KIND, key);
}

/* In a time that does not depend on where the two differ. */
static bool is_token(const gui *g, const char *given) {
    size_t n = sizeof g->token - 1;
    if (given == NULL || strlen(given) != n) {
        return false;
    }
    unsigned char differ = 0;
    for (size_t i = 0; i < n; i++) {
        differ |= (unsigned char)(given[i] ^ g->token[i]);
    }
    return differ == 0;
}

/* The name of this machine's own, whatever the port, which ssh may forward: a name of somebody
 * else's that leads here is refused. */
static bool is_here(const char *host) {
    static const char *const names[] = {"127.0.0.1", "localhost", "[::1]"};
    for (size_t i = 0; host != NULL && i < sizeof names / sizeof *names; i++) {
        size_t n = strlen(names[i]);
        if (strncmp(host, names[i], n) == 0 && (host[n] == '\0' || host[n] == ':')) {
            return true;
        }
    }
    return false;
}

/* Whether a request comes from the page, or from a script that knows the token. */
static bool is_let_in(const gui *g, struct MHD_Connection *connection, bool changes) {
    const char *host = header_of(connection, "Host"), *origin = header_of(connection, "Origin");
    const char *site = header_of(connection, "Sec-Fetch-Site");
    if (!is_here(host) ||
        (origin != NULL && (strncmp(origin, "http://", 7) != 0 || strcmp(origin + 7, host) != 0))) {
        return false;
    }
    if (site != NULL && strcmp(site, "same-origin") != 0 && strcmp(site, "none") != 0) {
        return false;
    }
    const char *in_address =
        MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, "token");
    return is_token(g, header_of(connection, "X-Laminae-Token")) ||
           (!changes && is_token(g, in_address));
}

static void answer_route(gui *g, gui_request *request, const char *path, gui_answer *answer) {
    for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
        size_t n = strlen(routes[i].path);
        if (strncmp(path, routes[i].path, n) == 0 && (path[n] == '\0' || path[n] == '/')) {
            request->rest = path[n] == '/' ? path + n + 1 : "";
            if (!gui_is_listed(request->method, routes[i].methods)) {
                gui_refuse(answer, 405, "/api/%s: %s; accepted: %s", path, request->method,
                           routes[i].methods);
                return;
            }
            if (request->n_body > 0 && strcmp(routes[i].path, "files") != 0) {
                json_error_t error;
                request->json =
                    json_loadb(request->body, request->n_body, JSON_REJECT_DUPLICATES, &error);
                if (request->json == NULL) {
                    gui_refuse(answer, 400, "the body: line %d: %s; accepted: JSON", error.line,
                               error.text);
                    return;
                }
            }
            routes[i].answer(g, request, answer);
            json_decref(request->json);
            return;
        }
    }
    gui_refuse(answer, 404, "/api/%s: there is none", path);
}

static void answer_request(gui *g, struct MHD_Connection *connection, const char *path,
                           const char *method, body *b, gui_answer *answer) {
    bool is_get = strcmp(method, "GET") == 0;
    if (b->is_too_large) {
        gui_refuse(answer, 413, TOO_LARGE, GUI_BODY >> 20);
        return;
    }
    if (strncmp(path, "/api/", 5) == 0) {
        gui_request request = {.method = method,
                               .body = b->bytes == NULL ? "" : b->bytes,
                               .n_body = b->n,
                               .query = query_of,
                               .socket = socket_of(connection),
                               .connection = connection};
        answer_route(g, &request, path + 5, answer);
    } else if (!is_get || !gui_page_file(g, path[1] == '\0' ? "index.html" : path + 1, answer)) {
        gui_refuse(answer, 404, "%s: there is none", path);
    }
}

/* MHD calls it once with the head of a request, for each piece of the body, and once at its end. */
static enum MHD_Result handle(void *context, struct MHD_Connection *connection, const char *path,
                              const char *method, const char *version, const char *piece,
                              size_t *n_piece, void **state) {
    (void)version;
    gui_answer answer = {.status = 500, .type = "application/json"};
    body *b = *state;
    if (b == NULL) {
        if (!is_let_in(context, connection,
                       strcmp(method, "GET") != 0)) { /* its body is not read */
            gui_refuse(&answer, 403,
                       "the address needs its token; accepted: that which the command printed");
            return send_answer(connection, &answer, true);
        }
        gui_guests_let_in(socket_of(connection));
        const char *length = header_of(connection, "Content-Length");
        if (length != NULL && strtoull(length, NULL, 10) > (unsigned long long)MOST_READ) {
            gui_refuse(&answer, 413, TOO_LARGE, GUI_BODY >> 20);
            return send_answer(connection, &answer, true);
        }
        *state = calloc(1, sizeof *b);
        return *state == NULL ? MHD_NO : MHD_YES;
    }
    if (*n_piece > 0) {
        if (b->n + *n_piece > GUI_BODY) {
            b->is_too_large = true;
            b->n = 0;
        }
        if (!b->is_too_large) {
            char *bytes = lam_grow(b->bytes, b->n + *n_piece + 1, &b->n_held, 1);
            if (bytes == NULL) {
                return MHD_NO;
            }
            memcpy(bytes + b->n, piece, *n_piece);
            b->bytes = bytes;
            b->n += *n_piece;
            b->bytes[b->n] = '\0';
        }
        *n_piece = 0;
        return MHD_YES;
    }
    answer_request(context, connection, path, method, b, &answer);
    return send_answer(connection, &answer, b->is_too_large);
}

static void forget(void *context, struct MHD_Connection *connection, void **state,
                   enum MHD_RequestTerminationCode code) {
    (void)context, (void)connection, (void)code;
    body *b = *state;
    if (b != NULL) {
        free(b->bytes);
        free(b);
        *state = NULL;
    }
}

static void notice(void *context, struct MHD_Connection *connection, void **state,
                   enum MHD_ConnectionNotificationCode what) {
    (void)context, (void)state;
    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        gui_guests_come(socket_of(connection));
    } else {
        gui_guests_go(socket_of(connection));
    }
}

/* %41 becomes A, but %00, which would end a text before its end, stays. */
static size_t unescape(void *context, struct MHD_Connection *connection, char *text) {
    (void)context, (void)connection;
    char *to = text;
    for (const char *from = text; *from != '\0';) {
        char digits[3] = {from[0] == '%' ? from[1] : '\0', from[1] == '\0' ? '\0' : from[2], '\0'};
        long byte = strspn(digits, "0123456789abcdefABCDEF") == 2 ? strtol(digits, NULL, 16) : 0;
        *to++ = byte > 0 ? (char)byte : *from;
        from += byte > 0 ? 3 : 1;
    }
    *to = '\0';
    return (size_t)(to - text);
}

/* A socket that listens at the port, which becomes that which was free. */
static lam_status listen_at(unsigned *port, int *socket_out) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)*port)};
    socklen_t n = sizeof address;
    int yes = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0 ||
        bind(fd, (struct sockaddr *)&address, n) != 0 || listen(fd, SOMAXCONN) != 0 ||
        getsockname(fd, (struct sockaddr *)&address, &n) != 0) {
        int error = errno;
        if (fd >= 0) {
            close(fd);
        }
        return lam_fail(LAM_ERR_INPUT, "--port: %u: %s; accepted: a port that is free", *port,
                        strerror(error));
    }
    *port = ntohs(address.sin_port);
    *socket_out = fd;
    return LAM_OK;
}

lam_status gui_serve(gui *g) {
    int fd = -1;
    LAM_TRY(listen_at(&g->port, &fd));
    daemon_of_all = MHD_start_daemon(
        MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL, 0, NULL,
        NULL, handle, g, MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_NOTIFY_COMPLETED, forget, NULL,
        MHD_OPTION_NOTIFY_CONNECTION, notice, NULL, MHD_OPTION_UNESCAPE_CALLBACK, unescape, NULL,
        MHD_OPTION_CONNECTION_LIMIT, GUI_GUESTS, MHD_OPTION_CONNECTION_TIMEOUT, IDLE_S,
        MHD_OPTION_THREAD_STACK_SIZE, (size_t)STACK, MHD_OPTION_END);
    if (daemon_of_all == NULL) {
        close(fd);
        return lam_fail(LAM_ERR_IO, "no thread to serve with");
    }
    return LAM_OK;
}

void gui_end_serving(void) {
    MHD_stop_daemon(daemon_of_all);
}
