import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import NIOPosix
import ServiceLifecycle
import Storage
import TestSupport
import Testing
import Web

/// A real server on a real port, spoken to byte by byte.
@Suite struct ConnectionTests {
    /// More than the system takes at once.
    private static let large = ByteBuffer(repeating: UInt8(ascii: "a"), count: 16 << 20)

    private static let capability = Capability(
        name: "place",
        pages: [
            .get("/tempat") { request in
                // After a wait as well as before it.
                let before = MultiThreadedEventLoopGroup.currentEventLoop != nil
                try await request.database.write { try $0.run("CREATE TABLE IF NOT EXISTS place (id text PRIMARY KEY)") }
                return .text("\(before) \(MultiThreadedEventLoopGroup.currentEventLoop != nil)")
            },
            .get("/potongan") { _ in
                Reply(
                    headers: [.contentType: "text/plain"],
                    body: .stream { writer in
                        for piece in ["satu ", "dua ", "tiga"] {
                            try await writer.write(piece)
                            try await writer.flush()
                        }
                    })
            },
            .get("/besar") { _ in Reply(headers: [.contentType: "application/octet-stream"], body: .bytes(large)) },
        ],
        endpoints: [
            Endpoint(
                .post, "/api/panjang", "Tells how long a text is", request: .object(.required("text", .string)),
                response: .object(.required("length", .integer))
            ) { request in
                let text = try await request.jsonValue()["text"]?.string ?? ""
                // After a wait, as most acts have one.
                try await request.database.write { try $0.run("CREATE TABLE IF NOT EXISTS place (id text PRIMARY KEY)") }
                return .json(["length": .integer(text.utf8.count)] as JSONValue)
            }
        ])

    /// What a server answers to these bytes until it closes the connection.
    /// - Parameters:
    ///   - ends: whether the client says that it will send no more.
    ///   - pause: milliseconds before it reads anything.
    private func answer(
        to bytes: String, idle: TimeAmount = .seconds(60), ends: Bool = false, pause: UInt32 = 0
    ) async throws -> String {
        try await serving(idle: idle) { port in
            await Background.run { Self.exchange(bytes, port: port, ends: ends, pause: pause) }
        }
    }

    /// Does something while a server runs, whose port it gets.
    private func serving<Outcome: Sendable>(
        idle: TimeAmount = .seconds(60), _ act: @Sendable (Int) async throws -> Outcome
    ) async throws -> Outcome {
        let test = try await TestSite([Self.capability])
        let (ports, running) = AsyncStream.makeStream(of: Int.self)
        let app = Application(
            responder: test.site, server: test.site.server(idle: idle), configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { running.yield($0.localAddress?.port ?? 0) }, logger: test.installation.logger)
        let group = ServiceGroup(configuration: ServiceGroupConfiguration(services: [app], logger: test.installation.logger))
        let serving = Task { try await group.run() }
        defer { serving.cancel() }
        var port = 0
        for await found in ports {
            port = found
            break
        }
        let outcome = try await act(port)
        // As servers stop. One that is only cancelled lets go of connections that it has taken and nobody serves yet, of which NIO says that
        // nobody may.
        await group.triggerGracefulShutdown()
        try await serving.value
        return outcome
    }

    /// - Parameter reads: whether the client waits for an answer and does not leave as soon as it has sent.
    private static func exchange(_ bytes: String, port: Int, ends: Bool, pause: UInt32, reads: Bool = true) -> String {
        let end = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(end) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        if pause > 0 {
            // Little is under way to someone who does not read.
            var room: Int32 = 64 << 10
            setsockopt(end, SOL_SOCKET, SO_RCVBUF, &room, socklen_t(MemoryLayout<Int32>.size))
        }
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(end, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        guard connected == 0 else { return "not connected" }
        // A server that never closes would hold the test for ever.
        var patience = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(end, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        let sent = Array(bytes.utf8)
        var at = 0
        while at < sent.count {
            let count = sent[at...].withUnsafeBytes { send(end, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count <= 0 { break }
            at += count
        }
        if !reads { return "" }
        if ends { shutdown(end, Int32(SHUT_WR)) }
        usleep(pause * 1000)
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

    @Test func `whoever speaks HTTP 1.0 gets the text itself, and the end of the connection after it`() async throws {
        let short = try await answer(to: "GET /healthz HTTP/1.0\r\n\r\n")
        #expect(short.hasPrefix("HTTP/1.0 200") && short.hasSuffix("\r\n\r\nok\n"), "\(short)")
        let pieces = try await answer(to: "GET /potongan HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
        #expect(pieces.hasSuffix("\r\n\r\nsatu dua tiga"), "\(pieces)")
    }

    @Test func `whoever asks for leave to send a body gets it`() async throws {
        let body = "{\"text\":\"aku\"}"
        let head = "POST /api/panjang HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n"
        let answer = try await answer(to: head + "Expect: 100-continue\r\nConnection: close\r\n\r\n" + body)
        #expect(answer.hasPrefix("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 20"), "\(answer)")
        #expect(answer.hasSuffix("{\"length\":3}"))
        let old = try await self.answer(to: head.replacing("HTTP/1.1", with: "HTTP/1.0") + "Expect: 100-continue\r\n\r\n" + body)
        #expect(old.hasPrefix("HTTP/1.0 20"), "\(old)")
    }

    @Test func `of many who act at once everybody is answered, beside those who are gone before the answer`() async throws {
        let body = "{\"text\":\"aku\"}"
        let head = "POST /api/panjang HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n"
        let requests = head + "\r\n" + body + head + "Connection: close\r\n\r\n" + body
        // Connections for which one thread of the server answers several acts of one commit, time and again.
        let answers = try await serving { port in
            let (answers, coming) = AsyncStream.makeStream(of: String?.self)
            for number in 0..<96 {
                let isGone = number % 4 == 3
                // A thread each: what runs in the background shares a few.
                Thread {
                    let answer = Self.exchange(requests, port: port, ends: false, pause: 0, reads: !isGone)
                    coming.yield(isGone ? nil : answer)
                }.start()
            }
            return await answers.prefix(96).reduce(into: [String]()) { all, answer in if let answer { all.append(answer) } }
        }
        #expect(answers.count == 72)
        for answer in answers { #expect(answer.components(separatedBy: "{\"length\":3}").count == 3, "\(answer)") }
    }

    @Test(arguments: ["ZZ\r\n{}\r\n0\r\n\r\n", "-5\r\n{}\r\n0\r\n\r\n", "FFFFFFFFFFFFFFFFF\r\n{}\r\n0\r\n\r\n", "50\r\n{"])
    func `a body that is no HTTP or breaks off is the sender's fault, not a defect`(body: String) async throws {
        let head = "POST /api/panjang HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
        let answer = try await answer(to: head + body, ends: true)
        #expect(answer.hasPrefix("HTTP/1.1 400"), "\(answer)")
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

    private static let last = "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"

    private static func post(_ length: Int, inChunks: Bool = false) -> String {
        let body = "{\"text\":\"\(String(repeating: "a", count: length))\"}"
        let head = "POST /api/panjang HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        return inChunks
            ? "\(head)Transfer-Encoding: chunked\r\n\r\n\(String(body.utf8.count, radix: 16))\r\n\(body)\r\n0\r\n\r\n"
            : "\(head)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    /// The lengths that were answered, in order.
    private static func lengths(_ answer: String) -> [Int] {
        answer.split(separator: "{\"length\":").dropFirst().compactMap { Int($0.prefix { $0.isNumber }) }
    }

    @Test func `requests sent together are answered in order, however their bodies come`() async throws {
        let bytes =
            Self.post(1) + Self.post(2, inChunks: true) + Self.post(3) + Self.post(100_000) + Self.post(4, inChunks: true)
            + Self.post(5) + "GET /tempat HTTP/1.1\r\nHost: x\r\n\r\n" + Self.post(6) + Self.last
        let answer = try await answer(to: bytes)
        #expect(Self.lengths(answer) == [1, 2, 3, 100_000, 4, 5, 6])
        #expect(answer.components(separatedBy: "HTTP/1.1 200").count == 10)
        #expect(answer.components(separatedBy: "\r\nDate: ").count == 10 || answer.components(separatedBy: "\r\ndate: ").count == 10)
    }

    @Test func `who has sent her last request and says so still gets its answer`() async throws {
        let answer = try await answer(to: Self.post(7) + Self.post(8), ends: true)
        #expect(Self.lengths(answer) == [7, 8])
    }

    @Test func `an answer in pieces comes whole, and another after it`() async throws {
        let answer = try await answer(to: "GET /potongan HTTP/1.1\r\nHost: x\r\n\r\n" + Self.last)
        #expect(answer.contains("5\r\nsatu \r\n") && answer.contains("4\r\ndua \r\n") && answer.contains("4\r\ntiga\r\n0\r\n\r\n"))
        #expect(answer.components(separatedBy: "HTTP/1.1 200").count == 3)
    }

    @Test func `only the head is sent when only that is asked for`() async throws {
        let answer = try await answer(to: "HEAD /tempat HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        #expect(answer.hasPrefix("HTTP/1.1 200") && answer.hasSuffix("\r\n\r\n"))
    }

    @Test func `the head of an answer in pieces names no length, and another answer follows it at once`() async throws {
        let answer = try await answer(to: "HEAD /potongan HTTP/1.1\r\nHost: x\r\n\r\n" + Self.last)
        let parts = answer.components(separatedBy: "\r\n\r\n")
        #expect(parts[0].hasPrefix("HTTP/1.1 200") && !parts[0].lowercased().contains("content-length"), "\(answer)")
        #expect(parts.count > 1 && parts[1].hasPrefix("HTTP/1.1 200"), "\(answer)")
    }

    @Test func `what is no request is refused after those before it were answered`() async throws {
        let answer = try await answer(to: Self.post(9) + "no request at all\r\n\r\n")
        #expect(Self.lengths(answer) == [9] && answer.contains("HTTP/1.1 400"))
    }

    @Test func `a connection that is silent between two requests is closed`() async throws {
        let answer = try await answer(to: Self.post(10), idle: .milliseconds(50))
        #expect(Self.lengths(answer) == [10])
    }

    @Test(arguments: [true, false])
    func `a long answer that is read slowly arrives whole before the connection is closed`(ends: Bool) async throws {
        let head = "GET /besar HTTP/1.1\r\nHost: x\r\n" + (ends ? "" : "Connection: close\r\n")
        let answer = try await answer(to: head + "\r\n", ends: ends, pause: 300)
        #expect(answer.hasPrefix("HTTP/1.1 200") && answer.utf8.count > Self.large.readableBytes)
    }

    @Test func `a connection whose client takes nothing of an answer is closed`() async throws {
        let answer = try await answer(to: "GET /besar HTTP/1.1\r\nHost: x\r\n\r\n", idle: .milliseconds(400), pause: 1500)
        #expect(answer.hasPrefix("HTTP/1.1 200") && answer.utf8.count < Self.large.readableBytes)
    }
}
