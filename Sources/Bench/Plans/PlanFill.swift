import ArgumentParser
import Directory
import Foundation
import Kernel
import Masterplan
import Storage
import Work

/// Fills an installation with plans: an adopted smart-city plan and further editions, each of so many nodes, with links, years and money.
/// Of the smart-city plan's nodes one in a hundred is an initiative, the others stand below the city's strategies as their notes do.
struct PlanFill: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "plan-fill")

    @Option(help: "Data folder of an installation.") var data: String
    @Option var editions = 1
    @Option(help: "Nodes of each edition.") var nodes = 10_000

    func run() async throws {
        let database = try Database.openSQLite(path: "\(data)/pendopo.db")
        let world = World.system
        let directory = DirectoryIndex(database: database, world: world, regency: RegionCode("35.09"))
        try await directory.refresh()
        let agencies = directory.agencies.all.filter { $0.kind == .agency }.map(\.id)
        let year = directory.today.civil.year
        // What an installation may have of plans already would make the sizes differ.
        try await database.write { tx in
            for table in [
                "plan_edition_money", "plan_budget", "plan_execution", "plan_schedule", "plan_link", "plan_indicator", "plan_node",
            ] {
                try tx.run("DELETE FROM \(SQL(verbatim: table))")
            }
            try tx.run("DELETE FROM plan_edition")
        }
        var objectives: [Identifier<PlanNode>] = []
        for number in 0..<editions {
            let kind: PlanEdition.Kind = number == 0 ? .masterplan : number == 1 ? .mediumTerm : .annualWork
            let count = nodes
            let known = objectives
            objectives += try await database.write { tx in
                try PlanFill.edition(kind, count, agencies, year, below: known, tx, world)
            }
        }
        try await database.close()
    }

    private static func edition(
        _ kind: PlanEdition.Kind, _ count: Int, _ agencies: [Identifier<Agency>], _ year: Int, below: [Identifier<PlanNode>],
        _ tx: Transaction, _ world: World
    ) throws -> [Identifier<PlanNode>] {
        var edition = PlanEdition(
            id: world.newID(), kind: kind, title: "Rencana ukur", fromYear: year, toYear: kind == .annualWork ? year : year + 4,
            agency: kind == .annualWork ? agencies[0].text : nil, updatedAt: world.now())
        edition.status = .adopted
        edition.adoptedOn = Day(year: year, month: 1, day: 2)
        try tx.insert(edition)
        var above: PlanNode?
        var made: [PlanNode] = []
        var links: [SQL] = []
        for index in 0..<count {
            var node = node(kind, index, edition, agencies[index % agencies.count])
            // Ninety-nine below each hundredth, for a plan is broad and not deep; but one in ten waits unconnected, so that the list of
            // those is as full with ten plans as with one.
            if kind != .masterplan, index % 100 != 0, index % 10 != 5 { node.parent = above?.id }
            if index % 100 == 0 { above = node }
            if node.level == .initiative {
                let schedule = PlanSchedule(
                    subject: node.reference,
                    activities: [year + index / 100 % 4: "Melaksanakan", year + index / 100 % 4 + 1: "Memperluas"],
                    money: [
                        MoneyLine(
                            year: year + index / 100 % 4, source: .regency, agency: agencies[index % agencies.count], amount: 50_000_000)
                    ])
                try tx.keepSchedule(schedule, agency: node.agency, by: .system, in: world)
            }
            made.append(node)
        }
        try tx.insert(made, into: &edition)
        for (index, node) in made.enumerated() where index % 100 == 1 && !below.isEmpty {
            links.append(
                PlanLink(
                    id: world.newID(), from: node.id, to: below[index / 100 % below.count],
                    kind: kind == .annualWork ? .finances : .derives,
                    proposer: node.agency, asked: node.agency, state: .accepted, proposedBy: "bench", updatedAt: world.now()
                ).inserting)
        }
        try tx.run(all: links)
        try tx.keep(&edition, "plan_edition.adopted", by: .system, in: world)
        return made.filter { [.initiative, .objective].contains($0.level) }.map(\.id)
    }

    private static func node(_ kind: PlanEdition.Kind, _ index: Int, _ edition: PlanEdition, _ agency: Identifier<Agency>) -> PlanNode {
        let world = World.system
        // Initiatives and strategies of every dimension.
        let dimension = CityDimension.all[(index + index / 100) % 6].id
        let level: PlanLevel =
            switch kind {
            case .masterplan: index % 100 == 0 ? .initiative : .cityStrategy
            case .mediumTerm: index % 100 == 0 ? .objective : .programme
            default: index % 100 == 0 ? .programme : .subActivity
            }
        return PlanNode(
            id: world.newID(), edition: edition.id, level: level, code: "\(index)", title: "Hal yang diukur nomor \(index) dari rencana",
            agency: agency.text, dimension: kind == .masterplan ? dimension : nil, position: index)
    }
}
