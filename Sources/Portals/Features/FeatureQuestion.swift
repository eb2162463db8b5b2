import Catalogue
import Columns
import Directory
import Foundation
import Kernel
import Rows
import Tables
import Web

/// What somebody asks of a collection's features (OGC API Features part 1, §7.15).
struct FeatureQuestion: Sendable {
    var box: Box?
    var limit = FeatureQuestion.usual
    var offset = 0
    /// From and to, both included; `nil` is open.
    var time: (from: String?, to: String?)?
    /// Values that properties must have.
    var equal: [(name: String, value: String)] = []
    /// The parameters as they came, for the links to other pages.
    var kept: [(String, String?)] = []

    static let usual = 10
    static let most = 10_000
    private static let crs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"

    /// - Parameter properties: names that may be asked for.
    init(_ query: [(name: String, value: String)], properties: Set<String>) throws(AppError) {
        for (name, value) in query {
            switch name {
            case "bbox":
                box = try FeatureQuestion.box(value)
                kept.append((name, value))
            case "limit":
                guard let number = Int(value), number >= 1 else { throw FeatureQuestion.number(name, "1", "\(FeatureQuestion.most)") }
                limit = min(number, FeatureQuestion.most)
            case "offset":
                guard let number = Int(value), number >= 0, number < 1 << 40 else {
                    throw FeatureQuestion.number(name, "0", "1099511627776")
                }
                offset = number
            case "datetime":
                time = try FeatureQuestion.time(value)
                kept.append((name, value))
            case AsOf.name: kept.append((name, value))
            case "crs", "bbox-crs":
                guard value == FeatureQuestion.crs84 else {
                    throw .invalid(name, Message("portals.features.bad_value", ["name": name, "value": value]))
                }
            case "f":
                guard value == "json" || value == "geojson" else {
                    throw .invalid(name, Message("portals.features.bad_value", ["name": name, "value": value]))
                }
            default:
                guard properties.contains(name) else { throw .invalid(name, Message("portals.features.unknown", ["name": name])) }
                equal.append((name, value))
                kept.append((name, value))
            }
        }
    }

    private static func number(_ name: String, _ from: String, _ to: String) -> AppError {
        .invalid(name, Message("portals.features.bad_number", ["from": from, "to": to]))
    }

    /// Four numbers, or six with heights, which say nothing here.
    private static func box(_ text: String) throws(AppError) -> Box {
        let numbers = text.split(separator: ",", omittingEmptySubsequences: false).compactMap {
            Double($0.trimmingCharacters(in: .whitespaces))
        }
        let count = text.split(separator: ",", omittingEmptySubsequences: false).count
        guard numbers.count == count, count == 4 || count == 6, numbers.allSatisfy(\.isFinite) else {
            throw .invalid("bbox", "portals.features.bad_box")
        }
        let (west, south, east, north) = count == 4 ? (0, 1, 2, 3) : (0, 1, 3, 4)
        var box = Box()
        (box.west, box.south, box.east, box.north) = (numbers[west], numbers[south], numbers[east], numbers[north])
        guard box.south <= box.north, (-90...90).contains(box.south), (-90...90).contains(box.north), (-180...180).contains(box.west),
            (-180...180).contains(box.east)
        else { throw .invalid("bbox", "portals.features.bad_box") }
        return box
    }

    /// A moment, a day, or an interval with `..` or nothing for an open end.
    private static func time(_ text: String) throws(AppError) -> (from: String?, to: String?) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= 2 else { throw .invalid("datetime", "portals.features.bad_datetime") }
        var ends: [String?] = []
        for part in parts {
            let isOpen = parts.count == 2 && (part.isEmpty || part == "..")
            guard isOpen || Day(part) != nil || Instant(part) != nil else { throw .invalid("datetime", "portals.features.bad_datetime") }
            ends.append(isOpen ? nil : part)
        }
        return ends.count == 1 ? (ends[0], ends[0]) : (ends[0], ends[1])
    }
}

extension Box {
    /// Whether the two share any place. A box whose west is east of its east goes across the date line.
    func touches(_ other: Box) -> Bool {
        guard south <= other.north, other.south <= north else { return false }
        if west > east { return other.east >= west || other.west <= east }
        return west <= other.east && other.west <= east
    }
}
