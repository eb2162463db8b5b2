import HTTPTypes
import Kernel
import NIOCore

/// What a handler answers. Made by the functions in `Reply+Kinds.swift`, refined by the ones here.
package struct Reply: Sendable {
    /// What is sent.
    package enum Body: Sendable {
        case none
        case bytes(ByteBuffer)
        /// Pieces that lie ready, sent one after the other without being copied together.
        case pieces([ByteBuffer])
        /// Bytes with their compressed form, which need not be compressed again.
        case twice(ByteBuffer, gzipped: ByteBuffer)
        /// Written piece by piece; the length is not known before.
        case stream(@Sendable (StreamWriter) async throws -> Void)
        /// Written piece by piece, so many bytes in all; never compressed, because they may be a part of something.
        case sized(Int, @Sendable (StreamWriter) async throws -> Void)
    }

    package var status: HTTPResponse.Status
    package var headers: HTTPFields
    package var body: Body
    /// Shown once on the page the browser sees next.
    package var flash: String?
    /// Name of a form's draft that has arrived with this act: the phone forgets it on the page it sees next.
    package var sentDraft: String?
    var cookies: [SetCookie] = []
    /// A style sheet, script or picture that Pendopo came with.
    var isOurFile = false

    package init(status: HTTPResponse.Status = .ok, headers: HTTPFields = [:], body: Body = .none) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The body as text, for tests and for storing.
    package var text: String? {
        switch body {
        case .bytes(let bytes), .twice(let bytes, _): String(buffer: bytes)
        case .pieces(let pieces): pieces.map { String(buffer: $0) }.joined()
        case .none: ""
        case .stream, .sized: nil
        }
    }

    /// The body as bytes; `nil` for what is written piece by piece.
    var bytes: [UInt8]? {
        switch body {
        case .bytes(let bytes), .twice(let bytes, _): Array(bytes.readableBytesView)
        case .pieces(let pieces): pieces.flatMap { Array($0.readableBytesView) }
        case .none: []
        case .stream, .sized: nil
        }
    }

    /// Sets a header, replacing what it said before.
    package func header(_ name: String, _ value: String) -> Reply {
        guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) is not a header's name") }
        var reply = self
        reply.headers[name] = value
        return reply
    }

    /// Adds a strong validator: a browser that shows it again is told that nothing changed.
    package func etag(_ validator: String) -> Reply {
        var reply = self
        reply.headers[.eTag] = "\"\(validator)\""
        return reply
    }

    /// Lets everyone keep the answer for so many seconds. Only for answers that are the same for everyone.
    package func cached(publicSeconds seconds: Int) -> Reply { header("Cache-Control", "public, max-age=\(seconds)") }

    /// Lets the browser keep the answer but ask each time whether it still holds.
    package func revalidated() -> Reply { header("Cache-Control", "no-cache") }

    /// Nobody keeps the answer, not even the browser: for pages behind a secret link.
    package func unkept() -> Reply { header("Cache-Control", "no-store") }

    package func setting(_ cookie: SetCookie) -> Reply {
        var reply = self
        reply.cookies.append(cookie)
        return reply
    }
}
