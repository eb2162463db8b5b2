import HummingbirdCore
import NIOCore

/// Takes the pieces of a streamed answer. Small pieces are gathered; the one who writes waits while the reader is slow.
package final class StreamWriter {
    /// Bytes gathered before they are sent.
    private static let piece = 16 << 10

    private var writer: any ResponseBodyWriter
    private var pending = ByteBuffer()
    private let deflater: Deflater?

    init(_ writer: any ResponseBodyWriter, gzips: Bool) {
        self.writer = writer
        deflater = gzips ? Deflater() : nil
    }

    package func write(_ text: String) async throws {
        pending.writeString(text)
        if pending.readableBytes >= StreamWriter.piece { try await flush() }
    }

    package func write(_ bytes: [UInt8]) async throws {
        pending.writeBytes(bytes)
        if pending.readableBytes >= StreamWriter.piece { try await flush() }
    }

    /// A large piece, sent as it is.
    package func write(_ bytes: ByteBuffer) async throws {
        guard deflater == nil else {
            pending.writeImmutableBuffer(bytes)
            return try await flush()
        }
        try await flush()
        if bytes.readableBytes > 0 { try await writer.write(bytes) }
    }

    /// Sends what was gathered.
    package func flush() async throws {
        guard pending.readableBytes > 0 else { return }
        let bytes = deflater.map { ByteBuffer(bytes: $0.add(pending)) } ?? pending
        pending = ByteBuffer()
        if bytes.readableBytes > 0 { try await writer.write(bytes) }
    }

    func finish() async throws {
        try await flush()
        if let deflater { try await writer.write(ByteBuffer(bytes: deflater.finish())) }
        try await writer.finish(nil)
    }
}
