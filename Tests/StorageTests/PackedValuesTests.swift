import Kernel
import TestSupport
import Testing

@testable import Storage

@Suite struct PackedValuesTests {
    private static let migrations = [
        Migration(
            "packed.1",
            [
                """
                CREATE TABLE packed (
                    id text PRIMARY KEY, seen boolean, at timestamptz, body jsonb, raw bytea, size double precision, n bigint, word text)
                """
            ])
    ]
    private static let row = RowStatement.insert(into: "packed", ["id", "seen", "at", "body", "raw", "size", "n", "word"])

    @Test func `values come out as they went in, also those that are seldom`() {
        let values: [Value] = [
            .text(""), .null, .text("é"), .integer(.min), .integer(.max), .real(-0.5), .real(.infinity), .boolean(true), .boolean(false),
            .bytes([]), .bytes([0, 255, 0]), .json("{}"), .instant(Instant(milliseconds: 1_770_000_000_123)),
            .instant(Instant(milliseconds: -62_200_000_000_000)), .instant(Instant(milliseconds: 400_000_000_000_000)),
            .text(String(repeating: "a", count: 70_000)), .null,
        ]
        let packed = PackedValues(values)
        #expect(packed.count == values.count && packed.values == values && !packed.hasNUL)
        #expect(PackedValues([]).count == 0 && PackedValues([]).values == [])
        #expect(PackedValues([.text("a\u{0}")]).hasNUL && !PackedValues([.bytes([0]), .integer(0)]).hasNUL)
    }

    @Test func `every type reaches its column packed as it does by itself`() async throws {
        let database = try await TestDatabase.make(migrations: Self.migrations)
        let values: [Value] = [
            .boolean(true), .instant(Instant(milliseconds: 1_770_000_000_123)), .json("[1, 2]"), .bytes([0, 255]), .real(2.5), .integer(7),
            .text("é"),
        ]
        try await database.write { tx in
            try tx.run(all: [
                Self.row.of([.text("a")] + values), Self.row.of([.text("b")] + values.map { _ in Value.null }),
                Self.row.of([.text("c"), .boolean(false), .null, .json("{}"), .bytes([]), .real(0), .integer(0), .text("")]),
            ])
        }
        let rows = try await database.read { tx in try tx.rows("SELECT * FROM packed ORDER BY id") }
        #expect(rows.map { Array($0.values.dropFirst()) }[0] == values)
        #expect(rows[1].values.dropFirst().allSatisfy { $0 == .null })
        #expect(rows[2]["raw"] == .bytes([]) && rows[2]["word"] == .text("") && rows[2]["seen"] == .boolean(false))
        // As a part of a larger statement its values keep their order.
        let part = Self.row.of([.text("d")] + values)
        try await database.write { tx in try tx.run("\(part) ON CONFLICT (id) DO NOTHING") }
        #expect(try await database.read { tx in try tx.count("SELECT count(*) FROM packed WHERE n = \(7)") } == 2)
    }
}
