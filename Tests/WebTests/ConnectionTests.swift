import Foundation
import Hummingbird
import Kernel
import NIOCore
import NIOPosix
import Storage
import TestSupport
import Testing
import Web

/// A real server on a real port, spoken to byte by byte.
@Suite struct ConnectionTests {
    private static let capability = Capability(
        name: "place",
        pages: [
            .get("/tempat") { request in
                // After a wait as well as before it.
                let before = MultiThreadedEventLoopGroup.currentEventLoop != nil
                try await request.database.write { try $0.run("CREATE TABLE IF NOT EXISTS place (id text PRIMARY KEY)") }
                return .text("\(before) \(MultiThreadedEventLoopGroup.currentEventLoop != nil)")
            }
        ])

    /// What a server answers to these bytes until it closes the connection.
    private func answer(to bytes: String, idle: TimeAmount = .seconds(60)) async throws -> String {
        let test = try await TestSite([Self.capability])
        let (ports, running) = AsyncStream.makeStream(of: Int.self)
        let app = Application(
            responder: test.site, server: Site.server(idle: idle), configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { running.yield($0.localAddress?.port ?? 0) }, logger: test.installation.logger)
        let serving = Task { try await app.run() }
        defer { serving.cancel() }
        var port = 0
        for await found in ports {
            port = found
            break
        }
        return await Background.run { [port] in Self.exchange(bytes, port: port) }
    }

    private static func exchange(_ bytes: String, port: Int) -> String {
        let end = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(end) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(end, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        guard connected == 0 else { return "not connected" }
        // A server that never closes would hold the test for ever.
        var patience = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(end, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        let sent = Array(bytes.utf8)
        _ = send(end, sent, sent.count, Int32(MSG_NOSIGNAL))
        var answer: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = recv(end, &piece, piece.count, 0)
            if count > 0 { answer += piece[..<count] }
            if count == 0 || count < 0 && errno == ECONNRESET { return String(decoding: answer, as: UTF8.self) }
            if count < 0 { return "still open" }
        }
    }

    @Test func `a request is answered on the thread that reads it`() async throws {
        let answer = try await answer(to: "GET /tempat HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        #expect(answer.hasPrefix("HTTP/1.1 200") && answer.hasSuffix("true true"))
    }

    @Test func `headers longer than any cookie are refused`() async throws {
        let long = String(repeating: "a", count: 40_000)
        let answer = try await answer(to: "GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: \(long)\r\nConnection: close\r\n\r\n")
        #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 4"))
        let many = (0..<200).map { "X-\($0): 1\r\n" }.joined()
        let crowded = try await self.answer(to: "GET /healthz HTTP/1.1\r\nHost: x\r\n\(many)Connection: close\r\n\r\n")
        #expect(crowded.isEmpty || crowded.hasPrefix("HTTP/1.1 4"))
    }

    @Test(arguments: ["", "GET /heal", "GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: "])
    func `a connection that falls silent before its request is whole is closed`(bytes: String) async throws {
        let answer = try await answer(to: bytes, idle: .milliseconds(50))
        #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 4"))
    }
}
