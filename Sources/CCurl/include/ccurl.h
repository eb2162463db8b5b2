#pragma once
#include <stddef.h>
/// Sends one message over SMTP with libcurl, whose option setter is variadic and so out of Swift's reach.
/// Returns 0, or libcurl's error code with its text in `error` (at least 256 bytes).
int ccurl_send_mail(const char *url, const char *user, const char *password, int require_tls, long timeout_seconds,
                    const char *from, const char *recipient, const char *message, size_t length, char *error);

/// What a web server answered.
struct ccurl_answer {
    long status;
    long long bytes;
    /// The address it leads to is not one that may be asked.
    int is_refused;
    int is_too_large;
    int is_slow;
    char content_type[256];
    char disposition[512];
    char location[4096];
    char etag[256];
    char last_modified[64];
    /// The signing service's own number of a document (header `id_dokumen`).
    char document_id[128];
};

/// Asks a web server once (GET, or POST when there is a body), without following redirects; its answer goes to the file.
/// `is_public` is asked for every address before it is connected to; without it every address is fine.
/// Returns 0, or libcurl's error code with its text in `error` (at least 256 bytes).
int ccurl_exchange(const char *url, const char *const *headers, int header_count, const char *body, size_t body_length, int file,
                   long long most, long timeout_seconds, int (*is_public)(const unsigned char *address, int length),
                   struct ccurl_answer *answer, char *error);

/// Asks an object store once by any method; what is sent is read from one file, the answer written to another, neither held in memory.
/// `upload` is -1 for nothing, and then `HEAD` asks without a body. Bytes come as they lie there, not unpacked. There is no bound on the
/// whole time, because files may be large, but on connecting and on half a minute in which hardly anything comes.
/// Returns 0, or libcurl's error code with its text in `error` (at least 256 bytes). `length` is what `Content-Length` says, or -1.
int ccurl_store(const char *method, const char *url, const char *const *headers, int header_count, int upload, long long upload_length,
                int file, long long most, struct ccurl_answer *answer, long long *length, char *error);
