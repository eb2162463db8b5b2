/// One request to an object store, ready to be sent.
package struct S3Call: Sendable {
    package var method: String
    package var url: String
    package var headers: [(name: String, value: String)]
    /// A file that is sent as the request's body.
    package var upload: String?
    /// A file that the answer's body is written to; made, or emptied, before.
    package var answer: String
    /// An answer of more bytes is broken off.
    package var mostBytes: Int

    package init(
        method: String, url: String, headers: [(name: String, value: String)], upload: String?, answer: String, mostBytes: Int
    ) {
        (self.method, self.url, self.headers) = (method, url, headers)
        (self.upload, self.answer, self.mostBytes) = (upload, answer, mostBytes)
    }

    /// Sends one, blocks, and says what status came back.
    /// - Throws: ``S3NoAnswer`` when no whole answer came.
    package typealias Send = @Sendable (S3Call) throws -> S3Answer
}

/// What a store answered, without its body.
package struct S3Answer: Sendable {
    package var status: Int
    /// `Content-Length`, also of an answer without a body; negative when it was not said.
    package var length: Int

    package init(status: Int, length: Int) { (self.status, self.length) = (status, length) }
}

/// The store was not reached, was too slow, or stopped in the middle.
package struct S3NoAnswer: Error, Sendable {
    package var reason: String

    package init(reason: String) { self.reason = reason }
}
