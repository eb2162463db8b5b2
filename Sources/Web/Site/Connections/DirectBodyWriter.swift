import HTTPTypes
import HummingbirdCore
import NIOCore
import NIOHTTPTypes

/// Writes a body to a connection that answers directly. One that comes in a single piece goes out in one write with head and end;
/// the pieces of others are written as they come.
struct DirectBodyWriter: ResponseBodyWriter {
    private let connection: NIOLoopBound<DirectAnswers>
    /// Bytes of the whole body, if that is known.
    private let whole: Int?
    private var only: ByteBuffer?

    init(_ connection: NIOLoopBound<DirectAnswers>, whole: Int?) {
        self.connection = connection
        self.whole = whole
    }

    mutating func write(_ buffer: ByteBuffer) async throws {
        if only == nil, buffer.readableBytes == whole {
            only = buffer
        } else {
            try await connection.value.sendPiece(buffer)
        }
    }

    /// Pieces that are there already need not wait for each other.
    mutating func write(contentsOf buffers: some Sequence<ByteBuffer>) async throws {
        for buffer in buffers { connection.value.put(.body(buffer)) }
    }

    consuming func finish(_ trailers: HTTPFields?) async throws { connection.value.finish(only, trailers, whole: whole) }
}
