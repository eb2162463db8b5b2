import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import NIOHTTPTypes

/// Answers requests that are short (no body, or one of at most ``longestBody`` bytes) where they are read, between the codec and
/// Hummingbird's own handler, which gets all others: streams and writers for the parts of each request cost as much as most answers.
///
/// A request that is answered here begins running at once on the connection's event loop. One at a time: what comes meanwhile waits
/// here, and once something waits the socket is not read again before the answer is written.
final class DirectAnswers: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    static let longestBody = 64 << 10
    /// Bodies of so few bytes the system takes at once, where nothing is left of others.
    static let fewBytes = 16 << 10

    enum Stage {
        /// Between two requests.
        case open
        /// A request of ours is being read.
        case gathering(HTTPRequest, ByteBuffer)
        /// It is being answered; `isLast` when the connection is closed after it.
        case answering(isLast: Bool)
        /// A request is being read for the handlers behind this one.
        case handingOn
    }

    let site: Site
    let idle: TimeAmount
    var stage = Stage.open
    /// Requests handed on that are not answered yet.
    var handedOn = 0
    /// Parts that came while an answer was being made.
    var waiting: [HTTPRequestPart] = []
    var wantsRead = false
    /// What befell the connection while an answer was being made: told on after it.
    var held: [(ChannelHandlerContext) -> Void] = []
    var isStopping = false
    /// Whether the answer is a head only, and nobody knows how long its body would be.
    var endsWithHead = false
    var activeAt = NIODeadline.now()
    /// Bytes the system had not taken when that was last looked at.
    var unsent = 0
    var timer: Scheduled<Void>?
    var context: ChannelHandlerContext?
    var executor: LoopExecutor?
    var peer = Network.local

    init(_ site: Site, idle: TimeAmount) {
        self.site = site
        self.idle = idle
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        executor = LoopExecutor.of(context.eventLoop)
        if context.channel.isActive { begin(context) }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        timer?.cancel()
        timer = nil
        self.context = nil
    }

    func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    private func begin(_ context: ChannelHandlerContext) {
        peer = context.remoteAddress?.ipAddress ?? Network.local
        activeAt = .now()
        if timer == nil { watch(context, for: idle) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        activeAt = .now()
        let part = unwrapInboundIn(data)
        if isAnswering || !waiting.isEmpty { waiting.append(part) } else { take(part, context) }
    }

    func read(context: ChannelHandlerContext) {
        if isAnswering, !waiting.isEmpty { wantsRead = true } else { context.read() }
    }

    func take(_ part: HTTPRequestPart, _ context: ChannelHandlerContext) {
        switch (stage, part) {
        case (.open, .head(let head)) where handedOn == 0 && DirectAnswers.isShort(head):
            stage = .gathering(head, ByteBuffer())
        case (.gathering(let head, var body), .body(var piece)):
            if body.readableBytes == 0 { body = piece } else { body.writeBuffer(&piece) }
            stage = .gathering(head, body)
        case (.gathering(let head, let body), .end): answer(head, body)
        case (_, .head(let head)):
            // Whoever waits for leave to send the body gets it, unless an answer is under way, which it would fall into.
            if handedOn == 0, head.headerFields.text(.expect)?.lowercased() == "100-continue" {
                context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
            }
            stage = .handingOn
            handedOn += 1
            context.fireChannelRead(wrapInboundOut(part))
        case (_, .body): context.fireChannelRead(wrapInboundOut(part))
        case (_, .end):
            stage = .open
            context.fireChannelRead(wrapInboundOut(part))
        }
    }

    /// Whether the whole request is surely small. The decoder lets no more through than the header says.
    private static func isShort(_ head: HTTPRequest) -> Bool {
        let headers = head.headerFields
        guard !headers.contains(.transferEncoding), !headers.contains(.expect), !headers.contains(.upgrade) else { return false }
        guard let length = headers.text(.contentLength) else { return true }
        return Int(length).map { (0...longestBody).contains($0) } ?? false
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        // Only what the handlers behind this one answer comes by here.
        activeAt = .now()
        if case .end = unwrapOutboundIn(data) {
            // There is one more answer than requests when bytes were no request at all.
            handedOn = max(0, handedOn - 1)
        }
        context.write(data, promise: promise)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent {
            isStopping = true
            switch stage {
            case .answering, .gathering: return
            case .open, .handingOn: break
            }
        }
        // Who has sent her last request still waits for its answer.
        if mustWait, (event as? ChannelEvent) == .inputClosed {
            held.append { $0.fireUserInboundEventTriggered(ChannelEvent.inputClosed) }
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if mustWait { held.append { $0.fireErrorCaught(error) } } else { context.fireErrorCaught(error) }
    }

    /// Whether what befalls the connection comes after something that waits already.
    private var mustWait: Bool { isAnswering || !waiting.isEmpty || !held.isEmpty }
}
