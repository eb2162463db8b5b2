import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import TestSupport
import Testing

@testable import Web

/// What befalls a connection in the moments that a real one passes through too quickly.
@Suite struct DirectAnswersTests {
    private static let long = HTTPRequest(
        method: .post, scheme: "http", authority: "x", path: "/", headerFields: [.transferEncoding: "chunked"])

    @Test func `what befalls a connection does not overtake a request that waits`() async throws {
        let site = try await TestSite([Notes.capability]).site
        let heard = try Self.heard(on: site) { answers, channel in
            answers.stage = .answering(isLast: false)
            try channel.writeInbound(HTTPRequestPart.head(Self.long))
            try channel.writeInbound(HTTPRequestPart.end(nil))
            answers.finish(nil, nil, whole: 0)
            channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
            channel.pipeline.fireErrorCaught(ChannelError.ioOnClosedChannel)
        }
        #expect(heard == ["head", "end", "closed", "error"])
    }

    @Test func `a connection of a server that stops takes nothing after its answer`() async throws {
        let site = try await TestSite([Notes.capability]).site
        let heard = try Self.heard(on: site) { answers, _ in
            answers.stage = .answering(isLast: false)
            answers.isStopping = true
            answers.finish(nil, nil, whole: 0)
            #expect(answers.isAnswering)
        }
        #expect(heard == [])
    }

    /// What the handlers behind hear; all on one thread, as an embedded loop wants it.
    private static func heard(on site: Site, _ happens: (DirectAnswers, EmbeddedChannel) throws -> Void) throws -> [String] {
        let (channel, answers, behind) = (EmbeddedChannel(), DirectAnswers(site, idle: .seconds(60)), Behind())
        try channel.pipeline.syncOperations.addHandler(answers)
        try channel.pipeline.syncOperations.addHandler(behind)
        try happens(answers, channel)
        channel.embeddedEventLoop.run()
        _ = try? channel.finish()
        return behind.heard
    }

    private final class Behind: ChannelInboundHandler {
        typealias InboundIn = HTTPRequestPart
        var heard: [String] = []

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head: heard.append("head")
            case .body: heard.append("body")
            case .end: heard.append("end")
            }
        }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) { heard.append("closed") }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { heard.append("error") }
    }
}
