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

    func run(_ connection: OpaquePointer, _ values: [Value]) throws -> OpaquePointer? {
        var bytes: [UInt8] = []
        var ends: [Int] = []
        for value in values {
            try value.appendPostgres(to: &bytes)
            ends.append(bytes.count)
        }
        // Empty text still needs an address; NULL is the one that has none.
        bytes.append(0)
        return bytes.withUnsafeBytes { bytes in
            let start = bytes.baseAddress!.assumingMemoryBound(to: CChar.self)
            var pointers: [UnsafePointer<CChar>?] = []
            var lengths: [Int32] = []
            for (index, value) in values.enumerated() {
                let from = index == 0 ? 0 : ends[index - 1]
                pointers.append(value == .null ? nil : start + from)
                lengths.append(Int32(ends[index] - from))
            }
            let formats = [Int32](repeating: 1, count: values.count)
            return PQexecPrepared(connection, name, Int32(values.count), pointers, lengths, formats, 0)
        }
    }
}
