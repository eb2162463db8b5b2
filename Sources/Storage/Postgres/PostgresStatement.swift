import CPostgres
import Kernel

/// A statement prepared on one connection for values of certain types.
final class PostgresStatement {
    private let name: String
    private var types: [Oid]

    /// - Parameter types: 0 where only NULL was seen, for the server to infer.
    init(name: String, types: [Oid]) {
        self.name = name
        self.types = types
    }

    /// Whether it can take these values. NULL fits everywhere, so that optional values do not multiply statements.
    func fits(_ values: [Value]) -> Bool {
        guard values.count == types.count else { return false }
        for (value, type) in zip(values, types) where value.postgresType ?? type != type { return false }
        return true
    }

    /// Prepares it and learns the types the server inferred. The caller checks and clears the answers.
    func prepare(_ connection: OpaquePointer, _ text: String) -> [OpaquePointer?] {
        let prepared = PQprepare(connection, name, text, Int32(types.count), types)
        guard PQresultStatus(prepared) == PGRES_COMMAND_OK, types.contains(0) else { return [prepared] }
        let described = PQdescribePrepared(connection, name)
        if PQresultStatus(described) == PGRES_COMMAND_OK {
            types = (0..<PQnparams(described)).map { PQparamtype(described, $0) }
        }
        return [prepared, described]
    }

    /// Runs it and waits for the answer.
    func run(_ connection: OpaquePointer, _ parameters: PostgresParameters) -> OpaquePointer? {
        parameters.pass { count, pointers, lengths, formats in
            PQexecPrepared(connection, name, count, pointers, lengths, formats, 0)
        }
    }

    /// Puts it among what waits to be sent; false when the connection is lost.
    func send(_ connection: OpaquePointer, _ parameters: PostgresParameters) -> Bool {
        parameters.pass { count, pointers, lengths, formats in
            PQsendQueryPrepared(connection, name, count, pointers, lengths, formats, 0) == 1
        }
    }
}

/// Values in PostgreSQL's binary form, one behind the other.
struct PostgresParameters {
    private var bytes: [UInt8] = []
    /// Where each ends; `nil` for NULL.
    private var ends: [Int?] = []

    init(_ values: [Value]) throws {
        bytes.reserveCapacity(values.count * 24)
        ends.reserveCapacity(values.count)
        for value in values {
            try value.appendPostgres(to: &bytes)
            ends.append(value.postgresType == nil ? nil : bytes.count)
        }
        // Empty text still needs an address; NULL is the one that has none.
        bytes.append(0)
    }

    /// Hands them over as libpq takes them.
    func pass<T>(_ body: (Int32, [UnsafePointer<CChar>?], [Int32], [Int32]) -> T) -> T {
        bytes.withUnsafeBytes { bytes in
            let start = bytes.baseAddress!.assumingMemoryBound(to: CChar.self)
            var pointers: [UnsafePointer<CChar>?] = []
            var lengths: [Int32] = []
            pointers.reserveCapacity(ends.count)
            lengths.reserveCapacity(ends.count)
            var from = 0
            for end in ends {
                pointers.append(end == nil ? nil : start + from)
                lengths.append(Int32((end ?? from) - from))
                from = end ?? from
            }
            return body(Int32(ends.count), pointers, lengths, [Int32](repeating: 1, count: ends.count))
        }
    }
}
