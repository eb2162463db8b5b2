#pragma once
#include <stddef.h>
/// Sends one message over SMTP with libcurl, whose option setter is variadic and so out of Swift's reach.
/// Returns 0, or libcurl's error code with its text in `error` (at least 256 bytes).
int ccurl_send_mail(const char *url, const char *user, const char *password, int require_tls, long timeout_seconds,
                    const char *from, const char *recipient, const char *message, size_t length, char *error);
