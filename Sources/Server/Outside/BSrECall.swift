import CCurl
import Commitments
import Foundation
import Kernel

/// Calls the signing service by libcurl. It lies in the regency's own network and its address is the operator's, so every address is fine.
enum BSrECall {
    /// Two at a time: the service signs slowly, and one ceremony must not stop all other outgoing calls.
    private static let lane = Background(parallel: 2)
    private static let seconds = 60
    /// A signed file is not much larger than the one that was sent.
    private static let mostBytes: Int64 = 64 << 20

    /// - Throws: `.unavailable` when there was no answer.
    static let call: BSrEClient.Call = { call in
        let lines = call.headers.map { "\($0.name): \($0.value.filter { !$0.isNewline })" } + ["User-Agent: Pendopo", "Expect:"]
        return try await lane.run { try blocking(call, lines) }
    }

    private static func blocking(_ call: OutgoingCall, _ lines: [String]) throws -> OutgoingAnswer {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("bsre-\(UUID().uuidString)").path
        let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw unreachable }
        defer {
            close(file)
            unlink(path)
        }
        var answer = ccurl_answer()
        var reason = [CChar](repeating: 0, count: 512)
        let copies = lines.map { strdup($0) }
        defer { copies.forEach { free($0) } }
        let code = copies.map { UnsafePointer($0) }.withUnsafeBufferPointer { list -> Int32 in
            guard let body = call.body else {
                return ccurl_exchange(
                    call.url, list.baseAddress, Int32(list.count), nil, 0, file, mostBytes, seconds, nil, &answer, &reason)
            }
            return body.withUnsafeBytes { bytes in
                ccurl_exchange(
                    call.url, list.baseAddress, Int32(list.count), bytes.bindMemory(to: CChar.self).baseAddress, bytes.count, file,
                    mostBytes,
                    seconds, nil, &answer, &reason)
            }
        }
        guard code == 0 else { throw unreachable }
        let body = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        return OutgoingAnswer(
            status: answer.status, contentType: text(answer.content_type), documentID: text(answer.document_id), body: body)
    }

    private static let unreachable = AppError.unavailable("error.bsre_unreachable")

    /// The letters of a fixed array of C, up to its zero.
    private static func text<T>(_ letters: T) -> String {
        withUnsafeBytes(of: letters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}
