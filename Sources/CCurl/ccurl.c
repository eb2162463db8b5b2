#include "ccurl.h"
#include <curl/curl.h>
#include <string.h>

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
