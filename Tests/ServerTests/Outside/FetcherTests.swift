import Foundation
import Kernel
import TestSupport
import Testing

@testable import Server

@Suite(.enabled(if: TestDatabase.triesTheRest, "knows no database")) struct FetcherTests {
    private let path = FileManager.default.temporaryDirectory.appendingPathComponent("pendopo-\(UUID().uuidString)").path

    private func refusal(_ fetcher: Fetcher, _ request: FetchRequest) async -> AppError? {
        do {
            _ = try await fetcher.fetch(request)
            return nil
        } catch { return error }
    }

    @Test("a file is fetched with what is known of it, once more only if it changed, also after a redirect")
    func fetches() async throws {
        let server = try WebServer()
        let fetcher = Fetcher(allowing: ["127.0.0.1"])
        let answer = try await fetcher.fetch(FetchRequest(server.url("/moved?x=1"), to: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "a,b\n1,2\n")
        #expect(answer.status == 200 && answer.bytes == 8 && answer.contentType == "text/csv" && answer.etag == "\"v1\"")
        #expect(answer.name == "harga pangan.csv" && answer.url == server.url("/data.csv"))
        let again = try await fetcher.fetch(FetchRequest(server.url("/data.csv"), to: path, headers: [.init("If-None-Match", "\"v1\"")]))
        #expect(again.status == 304)
        let keyed = try await fetcher.fetch(FetchRequest(server.url("/agent"), to: path, headers: [.init("Authorization", "k\r\nX: y")]))
        #expect(keyed.bytes == 5)
    }

    @Test(
        "this machine and the house's network are not asked, by whatever name, nor after a redirect",
        arguments: [
            "http://127.0.0.1:{port}/data.csv", "http://localhost:{port}/data.csv", "http://[::1]:{port}/",
            "http://[::ffff:127.0.0.1]:{port}/",
            "http://0.0.0.0:{port}/", "http://2130706433:{port}/", "http://127.1:{port}/",
        ])
    func privateAddresses(_ address: String) async throws {
        let server = try WebServer()
        let url = address.replacing("{port}", with: "\(server.port)")
        let error = await refusal(Fetcher(allowing: []), FetchRequest(url, to: path))
        #expect(error?.issues.first?.message.key == "fetch.private_address")
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test("a redirect cannot lead where nobody may be sent")
    func redirects() async throws {
        let server = try WebServer()
        let fetcher = Fetcher(allowing: ["127.0.0.1"])
        #expect(await refusal(fetcher, FetchRequest(server.url("/inside"), to: path))?.issues.first?.message.key == "fetch.private_address")
        #expect(await refusal(fetcher, FetchRequest(server.url("/file"), to: path))?.issues.first?.message.key == "fetch.not_an_address")
        #expect(await refusal(fetcher, FetchRequest(server.url("/loop"), to: path))?.issues.first?.message.key == "fetch.redirects")
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test("what never ends is ended: by size and by time")
    func endless() async throws {
        let server = try WebServer()
        let fetcher = Fetcher(allowing: ["127.0.0.1"])
        let large = await refusal(fetcher, FetchRequest(server.url("/endless"), to: path, mostBytes: 3 << 20))
        #expect(large == AppError.tooLarge(Message("fetch.too_large", ["most": "3"])))
        let slow = await refusal(fetcher, FetchRequest(server.url("/slow"), to: path, seconds: 2))
        #expect(slow?.kind == .unavailable && slow?.message.key == "fetch.too_slow")
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test("refusals of the other side are told apart: gone, busy, nobody there")
    func statuses() async throws {
        let server = try WebServer()
        let fetcher = Fetcher(allowing: ["127.0.0.1"])
        #expect(await refusal(fetcher, FetchRequest(server.url("/nothing"), to: path))?.kind == .notFound)
        #expect(await refusal(fetcher, FetchRequest(server.url("/broken"), to: path))?.kind == .unavailable)
        #expect(await refusal(fetcher, FetchRequest("http://127.0.0.1:1/", to: path))?.issues.first?.message.key == "fetch.port")
        #expect(await refusal(fetcher, FetchRequest("http://127.0.0.1:1025/", to: path))?.message.key == "fetch.no_answer")
    }

    @Test(
        "what is no address of the web",
        arguments: [
            "", "data.csv", "ftp://example.org/a", "file:///etc/passwd", "http://", "http://user:secret@example.org/",
            "http://exa mple.org/",
            "http://example.org:25/", "gopher://example.org", "http://example.org/\u{7}",
        ])
    func addresses(_ text: String) {
        #expect(throws: AppError.self) { try WebAddress(text) }
    }

    @Test("reserved addresses in all their clothes")
    func reserved() {
        func v4(_ text: String) -> [UInt8] { text.split(separator: ".").map { UInt8($0)! } }
        let inside = [
            "0.1.2.3", "10.0.0.1", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.9",
            "192.168.1.1", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "255.255.255.255", "240.0.0.1",
        ]
        for address in inside {
            #expect(!PublicAddress.isPublic(v4(address)), "\(address)")
            let mapped = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF] + v4(address)
            #expect(!PublicAddress.isPublic(mapped), "mapped \(address)")
            #expect(!PublicAddress.isPublic([0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0] + v4(address)), "translated \(address)")
            #expect(!PublicAddress.isPublic([0x20, 0x02] + v4(address) + [UInt8](repeating: 0, count: 10)), "6to4 \(address)")
        }
        for address in ["1.1.1.1", "103.10.66.1", "172.32.0.1", "100.128.0.1", "192.169.0.1", "198.20.0.1", "223.255.255.255"] {
            #expect(PublicAddress.isPublic(v4(address)), "\(address)")
        }
        func v6(_ first: [UInt8], _ last: UInt8 = 1) -> [UInt8] { first + [UInt8](repeating: 0, count: 15 - first.count) + [last] }
        for address in [
            v6([]), v6([], 0), v6([0xFC]), v6([0xFD, 1]), v6([0xFE, 0x80]), v6([0xFE, 0xC0]), v6([0xFF, 2]), v6([0x20, 1, 0x0D, 0xB8]),
            v6([0x20, 1, 0, 0]),
        ] {
            #expect(!PublicAddress.isPublic(address), "\(address)")
        }
        #expect(PublicAddress.isPublic(v6([0x24, 4, 0x68])) && PublicAddress.isPublic(v6([0x20, 1, 0x48, 0x60])))
        #expect(!PublicAddress.isPublic([1, 2, 3]))
    }

    @Test("names of files as servers write them")
    func names() {
        #expect(Disposition.name("attachment; filename=\"a b.csv\"") == "a b.csv")
        #expect(Disposition.name("attachment; filename=x.csv; filename*=UTF-8''harga%20%C3%A9.csv") == "harga é.csv")
        #expect(Disposition.name("attachment; filename=\"..\\..\\boot.ini\"") == "boot.ini")
        #expect(Disposition.name("inline") == nil && Disposition.name("") == nil)
    }
}
