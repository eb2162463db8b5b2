#define _GNU_SOURCE
#include "ccurl.h"
#include <curl/curl.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

struct upload {
    const char *bytes;
    size_t left;
};

static size_t read_upload(char *into, size_t size, size_t count, void *context) {
    struct upload *upload = context;
    size_t room = size * count;
    size_t taken = upload->left < room ? upload->left : room;
    memcpy(into, upload->bytes, taken);
    upload->bytes += taken;
    upload->left -= taken;
    return taken;
}

int ccurl_send_mail(const char *url, const char *user, const char *password, int require_tls, long timeout_seconds,
                    const char *from, const char *recipient, const char *message, size_t length, char *error) {
    CURL *curl = curl_easy_init();
    if (!curl) return CURLE_FAILED_INIT;
    error[0] = 0;
    struct upload upload = {message, length};
    struct curl_slist *recipients = curl_slist_append(NULL, recipient);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    if (user && user[0]) {
        curl_easy_setopt(curl, CURLOPT_USERNAME, user);
        curl_easy_setopt(curl, CURLOPT_PASSWORD, password ? password : "");
    }
    if (require_tls) curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)CURLUSESSL_ALL);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, timeout_seconds);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, timeout_seconds);
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, from);
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, read_upload);
    curl_easy_setopt(curl, CURLOPT_READDATA, &upload);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    CURLcode code = curl_easy_perform(curl);
    if (code != CURLE_OK && !error[0]) {
        strncpy(error, curl_easy_strerror(code), 255);
        error[255] = 0;
    }
    curl_slist_free_all(recipients);
    curl_easy_cleanup(curl);
    return (int)code;
}

struct exchange {
    int file;
    long long most;
    int (*is_public)(const unsigned char *address, int length);
    struct ccurl_answer *answer;
};

static size_t write_body(char *bytes, size_t size, size_t count, void *context) {
    struct exchange *exchange = context;
    size_t length = size * count, done = 0;
    if (exchange->answer->bytes + (long long)length > exchange->most) {
        exchange->answer->is_too_large = 1;
        return CURL_WRITEFUNC_ERROR;
    }
    while (done < length) {
        ssize_t written = write(exchange->file, bytes + done, length - done);
        if (written < 0) {
            if (errno == EINTR) continue;
            return CURL_WRITEFUNC_ERROR;
        }
        done += (size_t)written;
    }
    exchange->answer->bytes += (long long)length;
    return length;
}

static void keep_header(const char *line, size_t length, const char *name, char *into, size_t room) {
    size_t name_length = strlen(name);
    if (length <= name_length || strncasecmp(line, name, name_length) != 0) return;
    line += name_length;
    length -= name_length;
    while (length > 0 && (*line == ' ' || *line == '\t')) line++, length--;
    while (length > 0 && (unsigned char)line[length - 1] <= ' ') length--;
    if (length >= room) length = room - 1;
    memcpy(into, line, length);
    into[length] = 0;
}

static size_t read_header(char *bytes, size_t size, size_t count, void *context) {
    struct ccurl_answer *answer = ((struct exchange *)context)->answer;
    size_t length = size * count;
    keep_header(bytes, length, "content-type:", answer->content_type, sizeof answer->content_type);
    keep_header(bytes, length, "content-disposition:", answer->disposition, sizeof answer->disposition);
    keep_header(bytes, length, "location:", answer->location, sizeof answer->location);
    keep_header(bytes, length, "etag:", answer->etag, sizeof answer->etag);
    keep_header(bytes, length, "last-modified:", answer->last_modified, sizeof answer->last_modified);
    keep_header(bytes, length, "id_dokumen:", answer->document_id, sizeof answer->document_id);
    return length;
}

/* Asked for every connection, after names were resolved: what a name stands for now counts, not what it stood for a moment ago. */
static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address) {
    struct exchange *exchange = context;
    if (exchange->is_public) {
        int fits = 0;
        if (address->family == AF_INET)
            fits = exchange->is_public((const unsigned char *)&((struct sockaddr_in *)&address->addr)->sin_addr, 4);
        else if (address->family == AF_INET6)
            fits = exchange->is_public((const unsigned char *)&((struct sockaddr_in6 *)&address->addr)->sin6_addr, 16);
        if (!fits) {
            exchange->answer->is_refused = 1;
            return CURL_SOCKET_BAD;
        }
    }
    (void)purpose;
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

int ccurl_exchange(const char *url, const char *const *headers, int header_count, const char *body, size_t body_length, int file,
                   long long most, long timeout_seconds, int (*is_public)(const unsigned char *address, int length),
                   struct ccurl_answer *answer, char *error) {
    memset(answer, 0, sizeof *answer);
    error[0] = 0;
    CURL *curl = curl_easy_init();
    if (!curl) return CURLE_FAILED_INIT;
    struct exchange exchange = {file, most, is_public, answer};
    struct curl_slist *list = NULL;
    for (int index = 0; index < header_count; index++) list = curl_slist_append(list, headers[index]);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, timeout_seconds);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, timeout_seconds < 20 ? timeout_seconds : 20L);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 100L);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, 30L);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &exchange);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, read_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &exchange);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, write_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &exchange);
    if (body) {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)body_length);
    }
    CURLcode code = curl_easy_perform(curl);
    if (code != CURLE_OK && !error[0]) {
        strncpy(error, curl_easy_strerror(code), 255);
        error[255] = 0;
    }
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer->status);
    answer->is_slow = code == CURLE_OPERATION_TIMEDOUT;
    curl_slist_free_all(list);
    curl_easy_cleanup(curl);
    return (int)code;
}

static size_t read_file(char *into, size_t size, size_t count, void *context) {
    while (1) {
        ssize_t taken = read(*(int *)context, into, size * count);
        if (taken >= 0) return (size_t)taken;
        if (errno != EINTR) return CURL_READFUNC_ABORT;
    }
}

int ccurl_store(const char *method, const char *url, const char *const *headers, int header_count, int upload, long long upload_length,
                int file, long long most, struct ccurl_answer *answer, long long *length, char *error) {
    memset(answer, 0, sizeof *answer);
    *length = -1;
    error[0] = 0;
    CURL *curl = curl_easy_init();
    if (!curl) return CURLE_FAILED_INIT;
    struct exchange exchange = {file, most, NULL, answer};
    struct curl_slist *list = NULL;
    for (int index = 0; index < header_count; index++) list = curl_slist_append(list, headers[index]);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, 10L);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 100L);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, 30L);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &exchange);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, read_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &exchange);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, write_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &exchange);
    if (upload >= 0) {
        curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
        curl_easy_setopt(curl, CURLOPT_READFUNCTION, read_file);
        curl_easy_setopt(curl, CURLOPT_READDATA, &upload);
        curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)upload_length);
    } else if (strcmp(method, "HEAD") == 0) {
        curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
    }
    if (strcmp(method, "HEAD") != 0) curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method);
    CURLcode code = curl_easy_perform(curl);
    if (code != CURLE_OK && !error[0]) {
        strncpy(error, curl_easy_strerror(code), 255);
        error[255] = 0;
    }
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer->status);
    curl_off_t said = -1;
    if (curl_easy_getinfo(curl, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &said) == CURLE_OK) *length = said;
    answer->is_slow = code == CURLE_OPERATION_TIMEDOUT;
    curl_slist_free_all(list);
    curl_easy_cleanup(curl);
    return (int)code;
}
