import Hummingbird
import HummingbirdCore
import NIOCore

extension Site {
    /// The server without TLS, with which `Server` may wrap it. Connections that stay silent for so long are closed, also amid a
    /// request's headers, and headers have a size that suits cookies and links.
    package static func server(idle: TimeAmount = .seconds(60)) -> HTTPServerBuilder {
        let connections = HTTP1Channel.Configuration(
            idleTimeout: idle,
            httpDecoderConfiguration: .init(maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))
        return HTTPServerBuilder { responder in LoopChannel(base: HTTP1Channel(responder: responder, configuration: connections)) }
    }
}
