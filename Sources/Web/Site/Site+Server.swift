import Hummingbird
import HummingbirdCore
import NIOCore

extension Site {
    /// How connections are spoken to: those that stay silent are closed, and headers have a size that suits cookies and links.
    package static let connections = HTTP1Channel.Configuration(
        idleTimeout: .seconds(60),
        httpDecoderConfiguration: .init(maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))

    /// The server without TLS. With TLS, `Server` wraps ``connections`` itself.
    package static var server: HTTPServerBuilder { .http1(configuration: connections) }
}
