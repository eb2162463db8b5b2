import CPostgres
import Foundation
import Kernel
import Logging

/// One connection to PostgreSQL with its prepared statements. Used by one thread only.
final class PostgresConnection: Connection {
    let pointer: OpaquePointer
    private var statements: [String: [PostgresStatement]] = [:]
    private(set) var statementCount = 0
    private var cursorCount = 0
    /// What the first failing statement of the transaction met. PostgreSQL runs nothing after it until the rollback.
    private(set) var failure: PostgresFailure?

    static let keptStatements = 400

    /// - Parameter statementTimeout: milliseconds after which the server gives a statement up.
    init(url: String, statementTimeout: Int) throws {
        let options = ["dbname": url, "client_encoding": "UTF8", "fallback_application_name": "pendopo", "connect_timeout": "10"]
        var names = options.keys.map { strdup($0) }
        var values = options.values.map { strdup($0) }
        defer { for text in names + values { free(text) } }
        names.append(nil)
        values.append(nil)
        let opened = names.withUnsafeBufferPointer { names in
            values.withUnsafeBufferPointer { values in
                names.withMemoryRebound(to: UnsafePointer<CChar>?.self) { names in
                    values.withMemoryRebound(to: UnsafePointer<CChar>?.self) { values in
                        PQconnectdbParams(names.baseAddress, values.baseAddress, 1)
                    }
                }
            }
        }
        guard let opened else { throw AppError.databaseUnreachable }
        guard PQstatus(opened) == CONNECTION_OK else {
            defer { PQfinish(opened) }
            Database.log.error("cannot connect to PostgreSQL", metadata: ["reason": "\(String(cString: PQerrorMessage(opened)))"])
            throw AppError.databaseUnreachable
        }
        pointer = opened
        PQsetNoticeProcessor(opened, { _, _ in }, nil)
        try execute(
            """
            SET timezone = 'UTC'; SET datestyle = 'ISO'; SET extra_float_digits = 1; SET bytea_output = 'hex';
            SET standard_conforming_strings = on; SET statement_timeout = \(statementTimeout);
            SET idle_in_transaction_session_timeout = 60000
            """)
    }

    deinit { PQfinish(pointer) }

    var engine: Engine { .postgres }
    var isAlive: Bool { PQstatus(pointer) == CONNECTION_OK }

    func begin(_ statement: String) throws {
        failure = nil
        try execute(statement)
    }

    func commit() throws {
        if let failure { throw failure.error }
        try execute("COMMIT")
    }

    /// Keeps ``failure``, which tells what to do next.
    func rollback() { if isAlive, PQtransactionStatus(pointer) != PQTRANS_IDLE { PQclear(PQexec(pointer, "ROLLBACK")) } }

    func savepoint(_ action: SavepointAction) throws {
        if action == .rollback {
            // Serialization failures end the transaction all the same: only a new snapshot helps.
            if let failure, failure.isRetryable || failure.isConnectionLost { throw failure.error }
            failure = nil
        }
        try execute(action.rawValue)
        if action == .rollback { try execute(SavepointAction.release.rawValue) }
    }

    /// Runs statements of our own that have no values and no answer anybody wants.
    func execute(_ text: String) throws {
        if let failure { throw failure.error }
        PQclear(try check(PQexec(pointer, text), text))
    }

    func run(_ statement: SQL) throws -> Int {
        let result = try answer(statement)
        defer { PQclear(result) }
        if String(cString: PQcmdStatus(result)).hasPrefix("SELECT") { return 0 }
        return Int(String(cString: PQcmdTuples(result))) ?? 0
    }

    func each(_ statement: SQL, _ body: (Row) throws -> Bool) throws {
        let result = try answer(statement)
        defer { PQclear(result) }
        _ = try rows(of: result, body)
    }

    func stream(_ statement: SQL, _ body: (Row) throws -> Bool) throws {
        cursorCount += 1
        let cursor = "pendopo_\(cursorCount)"
        PQclear(try answer("DECLARE \(SQL(verbatim: cursor)) NO SCROLL CURSOR FOR \(statement)", isKept: false))
        while true {
            let result = try answer("FETCH 500 FROM \(SQL(verbatim: cursor))", isKept: false)
            defer { PQclear(result) }
            if try !rows(of: result, body) || PQntuples(result) < 500 { break }
        }
        try execute("CLOSE \(cursor)")
    }

    /// False when `body` wanted no more.
    private func rows(of result: OpaquePointer, _ body: (Row) throws -> Bool) throws -> Bool {
        let columns = 0..<PQnfields(result)
        let names = ColumnNames(columns.map { String(cString: PQfname(result, $0)) })
        let types = columns.map { PQftype(result, $0) }
        for row in 0..<PQntuples(result) {
            let values = columns.map { column -> Value in
                if PQgetisnull(result, row, column) != 0 { return .null }
                return UnsafeRawBufferPointer(start: PQgetvalue(result, row, column), count: Int(PQgetlength(result, row, column)))
                    .withMemoryRebound(to: UInt8.self) { Value(postgres: $0, type: types[Int(column)]) }
            }
            if try !body(Row(names, values)) { return false }
        }
        return true
    }

    private func answer(_ sql: SQL, isKept: Bool = true) throws -> OpaquePointer {
        if let failure { throw failure.error }
        let text = sql.text
        let values = sql.values
        let statement = try isKept ? kept(text, values) : prepare(name: "", text, values)
        return try check(statement.run(pointer, try PostgresParameters(values)), text)
    }

    func kept(_ text: String, _ values: [Value]) throws -> PostgresStatement {
        if let kept = statements[text]?.first(where: { $0.fits(values) }) { return kept }
        if statementCount >= Self.keptStatements { try forgetStatements() }
        statementCount += 1
        let statement = try prepare(name: "s\(statementCount)", text, values)
        statements[text, default: []].append(statement)
        return statement
    }

    private func prepare(name: String, _ text: String, _ values: [Value]) throws -> PostgresStatement {
        let statement = PostgresStatement(name: name, types: values.map { $0.postgresType ?? 0 })
        for result in statement.prepare(pointer, text) { PQclear(try check(result, text)) }
        return statement
    }

    private func forgetStatements() throws {
        try execute("DEALLOCATE ALL")
        statements = [:]
        statementCount = 0
    }

    /// The answer, for the caller to clear; a refusal is cleared here, kept as ``failure`` and thrown.
    func check(_ result: OpaquePointer?, _ text: String) throws -> OpaquePointer {
        if let result, [PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY].contains(PQresultStatus(result)) { return result }
        defer { PQclear(result) }
        let failure = PostgresFailure(result, isAlive: isAlive, statement: text)
        // A statement that was prepared before the schema changed; prepare everything anew for the next try.
        if failure.isStalePlan { statements = [:] }
        self.failure = self.failure ?? failure
        throw failure.error
    }
}
