import Kernel
import Synchronization

/// One row of an answer. Columns are read by name; asking for a column that is not there, or for a type the column
/// does not hold, is a defect of the program and stops it with the names in question.
package struct Row: Sendable {
    private let names: ColumnNames
    package let values: [Value]

    package var columns: [String] { names.all }

    package init(columns: [String], values: [Value]) { self.init(ColumnNames(columns), values) }

    /// Rows of one answer share the names.
    init(_ names: ColumnNames, _ values: [Value]) {
        self.names = names
        self.values = values
    }

    package subscript(_ name: String) -> Value {
        guard let index = names.index(of: name) else { preconditionFailure("no column \(name) among \(columns)") }
        return values[index]
    }

    package func isNull(_ name: String) -> Bool { self[name] == .null }

    /// A column that is never null; one that is, is a defect of the program, as is one of another type.
    package func text(_ name: String) -> String { need(name, textIfAny(name)) }
    package func textIfAny(_ name: String) -> String? {
        switch self[name] {
        case .null: nil
        case .text(let text), .json(let text): text
        case .instant(let instant): instant.description
        default: wrong(name)
        }
    }

    /// A whole number; truth counts as 1 and 0.
    package func int(_ name: String) -> Int { need(name, intIfAny(name)) }
    package func intIfAny(_ name: String) -> Int? {
        switch self[name] {
        case .null: nil
        case .integer(let number): Int(number)
        case .boolean(let flag): flag ? 1 : 0
        default: wrong(name)
        }
    }

    package func double(_ name: String) -> Double { need(name, doubleIfAny(name)) }
    package func doubleIfAny(_ name: String) -> Double? {
        switch self[name] {
        case .null: nil
        case .real(let number): number
        case .integer(let number): Double(number)
        default: wrong(name)
        }
    }

    /// SQLite stores truth as 0 and 1; both engines read alike here.
    package func bool(_ name: String) -> Bool {
        switch self[name] {
        case .boolean(let flag): flag
        case .integer(let number): number != 0
        default: wrong(name)
        }
    }

    package func bytes(_ name: String) -> [UInt8] { need(name, bytesIfAny(name)) }
    package func bytesIfAny(_ name: String) -> [UInt8]? {
        switch self[name] {
        case .null: nil
        case .bytes(let bytes): bytes
        default: wrong(name)
        }
    }

    /// A moment, also where SQLite keeps it as text.
    package func instant(_ name: String) -> Instant { need(name, instantIfAny(name)) }
    package func instantIfAny(_ name: String) -> Instant? {
        switch self[name] {
        case .null: nil
        case .instant(let instant): instant
        case .text(let text): Instant(text) ?? wrong(name)
        default: wrong(name)
        }
    }

    package func day(_ name: String) -> Day { need(name, dayIfAny(name)) }
    package func dayIfAny(_ name: String) -> Day? { textIfAny(name).map { Day($0) ?? wrong(name) } }

    package func id<Subject>(_ name: String, _: Subject.Type = Subject.self) -> Identifier<Subject> { Identifier(text(name)) }
    package func idIfAny<Subject>(_ name: String, _: Subject.Type = Subject.self) -> Identifier<Subject>? {
        textIfAny(name).map(Identifier.init(_:))
    }

    private func need<T>(_ name: String, _ value: T?) -> T {
        guard let value else { preconditionFailure("column \(name) is null") }
        return value
    }

    private func wrong<T>(_ name: String) -> T { preconditionFailure("column \(name) holds \(self[name])") }
}

/// The names of an answer's columns, with their positions.
///
/// Code mostly asks for columns in the order it selected them, so the place after the last hit is looked at first.
final class ColumnNames: Sendable {
    let all: [String]
    private let positions: [String: Int]
    private let expected = Atomic(0)

    init(_ all: [String]) {
        self.all = all
        positions = Dictionary(zip(all, all.indices)) { first, _ in first }
    }

    func index(of name: String) -> Int? {
        let guess = expected.load(ordering: .relaxed)
        let index = guess < all.count && all[guess] == name ? guess : positions[name]
        guard let index else { return nil }
        // After the last column comes the first one of the next row.
        expected.store(index + 1 < all.count ? index + 1 : 0, ordering: .relaxed)
        return index
    }
}
