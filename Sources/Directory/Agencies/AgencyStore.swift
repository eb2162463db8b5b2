import Kernel
import Storage

/// Agencies in the database.
package struct AgencyStore {
    let tx: Transaction
    package init(_ tx: Transaction) { self.tx = tx }

    /// Every agency there ever was, by name.
    package func all() throws -> [Agency] {
        var functions: [String: Set<Agency.Function>] = [:]
        for row in try tx.rows("SELECT agency_id, function FROM agency_function") {
            if let function = Agency.Function(rawValue: row.text("function")) {
                functions[row.text("agency_id"), default: []].insert(function)
            }
        }
        return try tx.rows("SELECT * FROM agency ORDER BY folded, id").map { agency($0, functions[$0.text("id")] ?? []) }
    }

    package func find(_ id: Identifier<Agency>) throws -> Agency? { try first("id = \(id)") }
    package func find(code: String) throws -> Agency? { try first("code = \(code)") }

    func insert(_ agency: Agency, now: Instant) throws {
        try tx.run(
            """
            INSERT INTO agency (id, code, name, folded, kind, parent_id, region_code, government_functions, days_per_week, email, phone,
                address, valid_from, valid_to, merged_into_id, created_at, version)
            VALUES (\(agency.id), \(agency.code), \(agency.name), \(Plain.folded(agency.name)), \(agency.kind.rawValue), \(agency.parent),
                \(agency.region), \(agency.governmentFunctions.joined(separator: " ")), \(agency.daysPerWeek), \(agency.email),
                \(agency.phone), \(agency.address), \(agency.validFrom), \(agency.validTo), \(agency.mergedInto), \(now), \(agency.version))
            """)
        try saveFunctions(of: agency)
    }

    /// Writes the agency with the next version.
    /// - Returns: whether it still had the version it was read with.
    func update(_ agency: Agency) throws -> Bool {
        let changed = try tx.run(
            """
            UPDATE agency SET code = \(agency.code), name = \(agency.name), folded = \(Plain.folded(agency.name)),
                kind = \(agency.kind.rawValue), parent_id = \(agency.parent), region_code = \(agency.region),
                government_functions = \(agency.governmentFunctions.joined(separator: " ")), days_per_week = \(agency.daysPerWeek),
                email = \(agency.email), phone = \(agency.phone), address = \(agency.address), valid_from = \(agency.validFrom),
                valid_to = \(agency.validTo), merged_into_id = \(agency.mergedInto), version = \(agency.version)
            WHERE id = \(agency.id) AND version = \(agency.version - 1)
            """)
        guard changed == 1 else { return false }
        try tx.run("DELETE FROM agency_function WHERE agency_id = \(agency.id)")
        try saveFunctions(of: agency)
        return true
    }

    private func saveFunctions(of agency: Agency) throws {
        for function in agency.functions.sorted(by: { $0.rawValue < $1.rawValue }) {
            try tx.run("INSERT INTO agency_function (agency_id, function) VALUES (\(agency.id), \(function.rawValue))")
        }
    }

    private func first(_ condition: SQL) throws -> Agency? {
        guard let row = try tx.row("SELECT * FROM agency WHERE \(condition)") else { return nil }
        let functions = try tx.rows("SELECT function FROM agency_function WHERE agency_id = \(row.text("id"))")
        return agency(row, Set(functions.compactMap { Agency.Function(rawValue: $0.text("function")) }))
    }

    private func agency(_ row: Row, _ functions: Set<Agency.Function>) -> Agency {
        var agency = Agency(
            id: row.id("id"), code: row.text("code"), name: row.text("name"), kind: Agency.Kind(rawValue: row.text("kind")) ?? .agency,
            parent: row.idIfAny("parent_id"), region: row.textIfAny("region_code").flatMap(RegionCode.init), functions: functions,
            governmentFunctions: row.text("government_functions").split(separator: " ").map(String.init),
            daysPerWeek: row.int("days_per_week"), validFrom: row.day("valid_from"), version: row.int("version"))
        agency.email = row.textIfAny("email")
        agency.phone = row.textIfAny("phone")
        agency.address = row.textIfAny("address")
        agency.validTo = row.dayIfAny("valid_to")
        agency.mergedInto = row.idIfAny("merged_into_id")
        return agency
    }
}
