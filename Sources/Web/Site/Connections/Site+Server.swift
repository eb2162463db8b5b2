import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Storage

extension Site {
    /// The server without TLS, with which `Server` may wrap it. Connections that stay silent for so long are closed, also amid a
    /// request's headers, and headers have a size that suits cookies and links.
    package func server(idle: TimeAmount = .seconds(60)) -> HTTPServerBuilder {
        // ``DirectAnswers`` closes silent connections: it sees every request, those behind it only some.
        let connections = HTTP1Channel.Configuration(
            additionalChannelHandlers: [DirectAnswers(self, idle: idle)],
            httpDecoderConfiguration: .init(maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))
        return HTTPServerBuilder { responder in LoopChannel(base: HTTP1Channel(responder: responder, configuration: connections)) }
    }

    /// The answer to a request that was read whole.
    /// - Parameter peer: address at the other end of the connection.
    func answer(_ head: HTTPRequest, _ body: ByteBuffer, from peer: String) async -> Response {
        let context = SiteContext(peer: peer, logger: installation.logger)
        var response: Response
        do {
            response = try await respond(to: Hummingbird.Request(head: head, body: RequestBody(buffer: body)), context: context)
        } catch {
            installation.logger.error("defect", metadata: ["id": "\(context.requestID)", "error": "\(Defect.inWords(error))"])
            response = Response(status: .internalServerError)
        }
        response.headers.append(HTTPField(name: .date, value: dates.now))
        return response
    }
}
