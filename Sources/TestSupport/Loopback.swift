import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import Web

/// Asks a site as the network does, without one. Hummingbird's own testing library does the same and brings a whole HTTP client with HTTP/2
/// along, which took half a minute of every build from nothing.
struct Loopback: Sendable {
    let site: Site
    let logger: Logger

    /// Nothing goes through it: a request only wants to know its peer, and this one has none.
    private static let channel = NIOAsyncTestingChannel()

    /// - Parameter body: comes in pieces, as from a socket.
    func ask(_ method: HTTPRequest.Method, _ path: String, headers: HTTPFields, body: ByteBuffer?) async throws -> Answer {
        var headers = headers
        if let body { headers[.contentLength] = "\(body.readableBytes)" }
        let head = HTTPRequest(method: method, scheme: "http", authority: "localhost", path: path, headerFields: headers)
        let request = Request(head: head, body: RequestBody(asyncSequence: Pieces(of: body ?? ByteBuffer())))
        var logger = logger
        logger[metadataKey: "hb.request.id"] = .stringConvertible(RequestID())
        let context = SiteContext(source: ApplicationRequestContextSource(channel: Self.channel, logger: logger))
        let response: Response
        do { response = try await site.respond(to: request, context: context) } catch { response = Response(status: .internalServerError) }
        let gathered = Gathered()
        try await response.body.write(gathered)
        return Answer(status: response.status.code, headers: response.headers, bytes: gathered.buffer, path: path)
    }
}

/// A body in pieces no larger than what is read from a socket at once.
private struct Pieces: AsyncSequence, Sendable {
    private static let largest = 32 * 1024
    private let whole: ByteBuffer

    init(of whole: ByteBuffer) { self.whole = whole }

    struct AsyncIterator: AsyncIteratorProtocol {
        var rest: ByteBuffer

        mutating func next() async throws -> ByteBuffer? {
            rest.readableBytes == 0 ? nil : rest.readSlice(length: Swift.min(rest.readableBytes, Pieces.largest))
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(rest: whole) }
}

/// What a response's body writes.
private final class Gathered: ResponseBodyWriter {
    private(set) var buffer = ByteBuffer()

    func write(_ buffer: ByteBuffer) async throws { self.buffer.writeImmutableBuffer(buffer) }
    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
