import HTTPTypes

/// Names of headers that HTTPTypes does not know, made once: making a name checks it letter by letter.
extension HTTPField.Name {
    static let xRequestID = HTTPField.Name("X-Request-Id")!
    static let rateLimit = HTTPField.Name("RateLimit-Limit")!
    static let rateRemaining = HTTPField.Name("RateLimit-Remaining")!
    static let rateReset = HTTPField.Name("RateLimit-Reset")!
    static let forwarded = HTTPField.Name("Forwarded")!
    static let xForwardedFor = HTTPField.Name("X-Forwarded-For")!
    static let xForwardedProto = HTTPField.Name("X-Forwarded-Proto")!
    static let formToken = HTTPField.Name("X-CSRF-Token")!
    static let idempotencyKey = HTTPField.Name("Idempotency-Key")!
    static let secFetchSite = HTTPField.Name("Sec-Fetch-Site")!
}
