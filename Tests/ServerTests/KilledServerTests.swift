import Foundation
import Storage
import Synchronization
import TestSupport
import Testing

/// The power goes off in the middle of it, again and again: every report that somebody was told of is there, none is there
/// twice, and the history is whole.
@Suite(.serialized) struct KilledServerTests {
    /// What was sent and what was answered, by the sender's key.
    private final class Sent: Sendable {
        private let kept = Mutex<[String: String?]>([:])

        func begin(_ key: String) { kept.withLock { $0[key] = .some(nil) } }
        /// - Returns: how many were answered so far.
        func answered(_ key: String, _ code: String) -> Int {
            kept.withLock { kept in
                kept[key] = code
                return kept.values.count { $0 != nil }
            }
        }
        var codes: [String: String] { kept.withLock { $0.compactMapValues { $0 } } }
        var unanswered: [String] { kept.withLock { kept in kept.filter { $0.value == nil }.map(\.key).sorted() } }
        var count: Int { kept.withLock { $0.count } }
    }

    private static func text(_ key: String) -> String { "Lubang nomor \(key) di depan pasar." }

    @Test func `no acknowledged report is lost or doubled when the server is killed, and the history is whole`() async throws {
        try await withProgram(isMigrated: true) { program in
            #expect(try await program.run("migrate").status == 0)
            try await CitizenClient.prepare(program)
            let sent = Sent()
            for round in 0..<5 {
                let (server, address) = try await program.serve()
                // Few enough for the limit of one address, and each time at another moment.
                let wanted = sent.codes.count + 4 + round * 13
                await withTaskGroup(of: Void.self) { group in
                    for sender in 0..<8 {
                        group.addTask {
                            let client = CitizenClient(address)
                            for number in 0..<12 {
                                let key = "surat-\(round)-\(sender)-\(number)"
                                sent.begin(key)
                                guard let receipt = try? await client.report(Self.text(key), key: key) else { return }
                                if sent.answered(key, receipt.code) >= wanted { server.kill() }
                            }
                        }
                    }
                }
                server.kill()
                _ = await server.end()
            }
            let acknowledged = sent.codes
            #expect(acknowledged.count > 50 && !sent.unanswered.isEmpty)

            // Sent again with its key, as a phone does that heard nothing: one report each, and the receipts of before.
            let (server, address) = try await program.serve()
            let client = CitizenClient(address)
            for key in sent.unanswered { _ = try await client.report(Self.text(key), key: key) }
            for (key, code) in acknowledged.prefix(40) {
                #expect(try await client.report(Self.text(key), key: key).code == code)
            }
            server.terminate()
            #expect(await server.end().status == 0)
            let verified = try await program.run("verify")
            #expect(verified.status == 0, "\(verified.output)\(verified.errors)")

            let database = try await program.open()
            let codes = try await database.read { try $0.rows("SELECT code FROM report").map { $0.text("code") } }
            #expect(Set(acknowledged.values).subtracting(codes).isEmpty)
            #expect(codes.count == sent.count && Set(codes).count == codes.count)
            let (events, clocks) = try await database.read { tx in
                (
                    try tx.count("SELECT count(*) FROM event WHERE kind = 'report.submit'"),
                    try tx.count("SELECT count(DISTINCT subject_id) FROM clock WHERE name = 'verification'")
                )
            }
            #expect(events == codes.count && clocks == codes.count)
            try await database.close()
        }
    }
}
