import ArgumentParser
import Foundation
import Kernel
import Masterplan
import Storage
import Work

/// Compares two editions of so many nodes each, beside merely reading both.
struct PlanCompareBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "plan-compare")

    @Option(help: "Folder for the database.") var folder: String
    @Option(help: "Nodes of each edition; every tenth has an indicator.") var nodes = 100_000
    @Option var rounds = 3

    func run() async throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let path = "\(folder)/compare.sqlite"
        for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
        let database = try Database.openSQLite(path: path)
        try await database.migrate(PlanTable.migrations, now: World.system.now())
        let count = nodes
        let (old, new) = try await database.write { tx in try PlanCompareBench.fill(count, tx) }
        for _ in 1...rounds {
            let began = ContinuousClock.now
            let read = try await database.read { tx in
                try [old, new].reduce(0) { try $0 + tx.planNodes(of: $1).count + tx.planIndicators(in: $1).count }
            }
            let reading = ContinuousClock.now - began
            let again = ContinuousClock.now
            let found = try await database.read { tx in try PlanComparison(old, new, tx) }
            let comparing = ContinuousClock.now - again
            let changes = found.counts.values.reduce(0, +)
            guard changes == PlanCompareBench.changes(count) else { throw ValidationError("found \(changes) changes") }
            print("{\"compare\": \(seconds(comparing)), \"read\": \(seconds(reading)), \"rows\": \(read), \"changes\": \(changes)}")
        }
        try await database.close()
    }

    /// Of a hundred nodes the second edition has one renamed, one handed over, one gone, one new, and one whose target is lower.
    private static func fill(_ count: Int, _ tx: Transaction) throws -> (Identifier<PlanEdition>, Identifier<PlanEdition>) {
        let world = World.system
        var editions = [2025, 2026].map { year in
            PlanEdition(
                id: world.newID(), kind: .mediumTerm, title: "Rencana ukur \(year)", fromYear: year, toYear: year + 4, agency: nil,
                updatedAt: world.now())
        }
        for edition in editions { try tx.insert(edition) }
        for place in 0..<2 {
            var nodes: [PlanNode] = []
            var indicators: [PlanIndicator] = []
            for index in 0..<count + count / 100 {
                let turn = index % 100
                // Gone from the second, and new in it.
                if index < count ? place == 1 && turn == 3 : place == 0 { continue }
                let isChanged = place == 1 && index < count
                let node = PlanNode(
                    id: world.newID(), edition: editions[place].id, level: .programme, code: "\(index)",
                    title: "Hal yang diukur nomor \(index)\(isChanged && turn == 1 ? " yang berganti nama" : "")",
                    agency: isChanged && turn == 2 ? "lain" : "satu", key: "k\(1_000_000 + index)", position: index)
                nodes.append(node)
                if index < count, turn % 10 == 4 {
                    indicators.append(
                        PlanIndicator(
                            id: world.newID(), edition: editions[place].id, node: node.id, key: "i\(1_000_000 + index)",
                            name: "Jumlah layanan", unit: "layanan", targets: [2026: isChanged && turn == 4 ? "30" : "40", 2027: "50"]))
                }
            }
            try tx.insert(nodes, into: &editions[place])
            try tx.insert(indicators, into: &editions[place])
            try tx.keep(&editions[place], "plan_edition.adopted", by: .system, in: world)
        }
        return (editions[0].id, editions[1].id)
    }

    private static func changes(_ count: Int) -> Int { count / 100 * 5 }
}

/// A duration in seconds.
func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
}
