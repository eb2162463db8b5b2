import CCurl
import Foundation
import Kernel

/// Posts messages to other systems by libcurl, never into the house's own network: every address is looked at after its name was
/// resolved. Redirects are not followed, for what was signed for one address is no other's business.
enum WebhookPost {
    /// A message waits for others more than it works.
    private static let lane = Background(parallel: 4)
    private static let seconds = 20
    /// Nobody reads the answer; more of it is not taken.
    private static let mostBytes: Int64 = 1 << 20

    /// - Returns: the answer's status.
    /// - Throws: `.unavailable` when there was none or the address lies in a private network.
    static func post(_ url: String, _ headers: [(name: String, value: String)], _ body: String) async throws -> Int {
        let lines = headers.map { "\($0.name): \($0.value.filter { !$0.isNewline })" } + ["User-Agent: Pendopo"]
        return try await lane.run { () throws(AppError) in try postBlocking(url, lines, body) }
    }

    private static func postBlocking(_ url: String, _ lines: [String], _ body: String) throws(AppError) -> Int {
        guard URL(string: url)?.scheme == "https" else { throw refusal }
        let nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)
        guard nowhere >= 0 else { throw refusal }
        defer { close(nowhere) }
        var answer = ccurl_answer()
        var reason = [CChar](repeating: 0, count: 512)
        let copies = lines.map { strdup($0) }
        defer { copies.forEach { free($0) } }
        let isPublic: @convention(c) (UnsafePointer<UInt8>?, Int32) -> Int32 = { bytes, count in
            PublicAddress.isPublic(Array(UnsafeBufferPointer(start: bytes, count: Int(count)))) ? 1 : 0
        }
        let code = copies.map { UnsafePointer($0) }.withUnsafeBufferPointer { list in
            ccurl_exchange(
                url, list.baseAddress, Int32(list.count), body, body.utf8.count, nowhere, mostBytes, seconds, isPublic, &answer, &reason)
        }
        // An answer that is too long is an answer all the same.
        guard code == 0 || answer.is_too_large != 0, answer.is_refused == 0 else { throw refusal }
        return answer.status
    }

    private static let refusal = AppError.unavailable("error.webhook_unreachable")
}
