import CPostgres
import Foundation
import Kernel

/// The types of PostgreSQL that we send, by their fixed numbers in `pg_type`.
enum PostgresType {
    static let boolean: Oid = 16
    static let bytea: Oid = 17
    static let bigint: Oid = 20
    static let text: Oid = 25
    static let double: Oid = 701
    static let timestamptz: Oid = 1184
    static let jsonb: Oid = 3802
}

extension Value {
    /// The type this value is sent as; `nil` for NULL, which fits any.
    var postgresType: Oid? {
        switch self {
        case .null: nil
        case .text: PostgresType.text
        case .integer: PostgresType.bigint
        case .real: PostgresType.double
        case .boolean: PostgresType.boolean
        case .bytes: PostgresType.bytea
        case .instant: PostgresType.timestamptz
        case .json: PostgresType.jsonb
        }
    }

    /// Appends the value in PostgreSQL's binary form.
    func appendPostgres(to bytes: inout [UInt8]) throws {
        switch self {
        case .null: break
        case .text(let text): try append(text, to: &bytes)
        case .integer(let number): append(UInt64(bitPattern: number), to: &bytes)
        case .real(let number): append(number.bitPattern, to: &bytes)
        case .boolean(let flag): bytes.append(flag ? 1 : 0)
        case .bytes(let raw): bytes += raw
        case .instant(let instant):
            // Microseconds since 2000-01-01.
            append(UInt64(bitPattern: (instant.milliseconds - 946_684_800_000) * 1000), to: &bytes)
        case .json(let text):
            bytes.append(1)
            try append(text, to: &bytes)
        }
    }

    private func append(_ text: String, to bytes: inout [UInt8]) throws {
        if text.isEmpty { return }
        let start = bytes.count
        bytes += text.utf8
        let hasNUL = bytes.withUnsafeBytes { memchr($0.baseAddress! + start, 0, $0.count - start) != nil }
        if hasNUL { throw AppError.textWithNUL }
    }

    private func append(_ number: UInt64, to bytes: inout [UInt8]) {
        for shift in stride(from: UInt64(56), through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
    }

    /// A column of an answer, in PostgreSQL's text form.
    init(postgres bytes: UnsafeBufferPointer<UInt8>, type: Oid) {
        switch type {
        case PostgresType.boolean: self = .boolean(bytes.first == UInt8(ascii: "t"))
        case PostgresType.bigint, 21, 23, 26: self = .integer(Int64(String(decoding: bytes, as: UTF8.self)) ?? 0)
        case PostgresType.double, 700: self = .real(Double(String(decoding: bytes, as: UTF8.self)) ?? .nan)
        case 1700:
            // `sum(bigint)` is numeric in PostgreSQL and an integer in SQLite.
            let text = String(decoding: bytes, as: UTF8.self)
            self = Int64(text).map(Value.integer) ?? .real(Double(text) ?? .nan)
        case PostgresType.bytea: self = .bytes(Self.bytes(fromHex: bytes))
        case PostgresType.timestamptz:
            self = Instant(postgres: bytes).map(Value.instant) ?? .text(String(decoding: bytes, as: UTF8.self))
        case PostgresType.jsonb, 114: self = .json(String(decoding: bytes, as: UTF8.self))
        default: self = .text(String(decoding: bytes, as: UTF8.self))
        }
    }

    /// `\x` and two hexadecimal digits for each byte.
    private static func bytes(fromHex text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        func nibble(_ digit: UInt8) -> UInt8 { digit < 58 ? digit &- 48 : digit &- 87 }
        return stride(from: 2, to: text.count - 1, by: 2).map { nibble(text[$0]) << 4 | nibble(text[$0 + 1]) }
    }
}
