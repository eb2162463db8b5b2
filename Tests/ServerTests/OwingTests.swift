import Foundation
import Kernel
import Reports
import Storage
import Testing

@testable import Server

@Suite struct OwingTests {
    @Test func `whatever is owed in the demo regency is owed under a permission that the work list looks for`() async throws {
        let demo = try await DemoCopy.make()
        defer { try? FileManager.default.removeItem(at: demo.folder) }
        let owed = try await demo.database.read { tx in
            try tx.rows("SELECT DISTINCT permission FROM obligation").map { Permission($0.text("permission")) }
        }
        let unseen = Set(owed).subtracting(Permission.owingReports + Composition.owing)
        #expect(!owed.isEmpty && unseen.isEmpty, "\(unseen)")
    }
}
