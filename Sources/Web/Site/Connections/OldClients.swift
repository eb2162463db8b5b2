import NIOCore
import NIOHTTP1

/// Answers those who speak HTTP/1.0 in their own words, between the decoder and the codec, behind which nobody knows the version any
/// more: such a client reads until the connection is closed, and takes the marks of chunks for the text itself.
final class OldClients: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private var isOld = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(var head) = unwrapInboundIn(data) else { return context.fireChannelRead(data) }
        isOld = head.version == .http1_0
        guard isOld else { return context.fireChannelRead(data) }
        // Also of those who would keep it: an answer whose length is not known ends with it.
        head.headers.replaceOrAdd(name: "Connection", value: "close")
        // An answer before the answer is what they know nothing of (RFC 9110 §10.1.1).
        head.headers.remove(name: "Expect")
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard isOld, case .head(var head) = unwrapOutboundIn(data) else { return context.write(data, promise: promise) }
        head.version = .http1_0
        context.write(wrapOutboundOut(.head(head)), promise: promise)
    }
}
