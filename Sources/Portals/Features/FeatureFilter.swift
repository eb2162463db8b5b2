import Columns
import Directory
import Foundation
import Ingest
import Kernel
import Rows
import Tables

/// Turns a question into one about the rows of a table.
struct FeatureFilter {
    let place: FeaturePlace
    let shape: TableShape
    let places: PlacesSnapshot
    let period: String?

    func filter(_ question: FeatureQuestion) throws(AppError) -> RowFilter {
        let check = ColumnCheck(shape)
        var parts: [RowFilter] = []
        for (name, value) in question.equal {
            guard let type = check.type(name), type.isNumeric ? Number(value) != nil : Datum(value, as: type) != nil else {
                throw .invalid(name, Message("portals.features.bad_value", ["name": name, "value": value]))
            }
            parts.append(.compare(name, .equal, value))
        }
        if let time = question.time, let column = period.flatMap({ name in shape.columns.first { $0.name == name } }) {
            parts += FeatureFilter.time(column, time)
        }
        if let box = question.box { parts += self.box(box) }
        return parts.isEmpty ? .everything : parts.count == 1 ? parts[0] : .all(parts)
    }

    /// What of a box the columns themselves can answer; points and geometries kept as text are looked at row by row besides.
    private func box(_ box: Box) -> [RowFilter] {
        switch place {
        case .degrees(let latitude, let longitude):
            let upright = RowFilter.between(latitude, text(box.south), text(box.north))
            if box.west <= box.east { return [upright, .between(longitude, text(box.west), text(box.east))] }
            return [
                upright,
                .any([.compare(longitude, .greaterOrEqual, text(box.west)), .compare(longitude, .lessOrEqual, text(box.east))]),
            ]
        case .area(let column):
            let codes = places.all.filter { places.shape($0.code).map { box.touches($0.box) } ?? false }.map(\.code.text)
            return [.isIn(column, codes + codes.map { $0.replacing(".", with: "") })]
        case .point(let column), .geometry(let column): return [.isPresent(column)]
        }
    }

    private func text(_ value: Double) -> String { String(format: "%.9f", value) }

    private static func time(_ column: TableShape.Column, _ time: (from: String?, to: String?)) -> [RowFilter] {
        func bound(_ text: String?, isEnd: Bool) -> String? {
            guard let text else { return nil }
            switch column.type {
            case .year: return String(text.prefix(4))
            case .date: return String(text.prefix(10))
            case .datetime: return text.count == 10 && isEnd ? "\(text)T23:59:59.999Z" : text
            default: return nil
            }
        }
        return [
            bound(time.from, isEnd: false).map { .compare(column.name, .greaterOrEqual, $0) },
            bound(time.to, isEnd: true).map { .compare(column.name, .lessOrEqual, $0) },
        ].compactMap { $0 }
    }
}

extension PortalTable {
    /// Where the rows are; `nil` for a table without places.
    func place(hasBoundaries: Bool) -> FeaturePlace? {
        let described = describe()
        let roles = Dictionary(described.columns.map { ($0.name, $0.role) }) { $1 }
        guard let shape = try? TableShape(described.columns.map { TableShape.Column($0.name, ColumnType(rawValue: $0.type) ?? .any) })
        else {
            return nil
        }
        return FeaturePlace(shape, roles: { roles[$0] ?? nil }, hasBoundaries: hasBoundaries)
    }

    /// The column that says when: one with the role of a period, or the first with days or moments.
    var period: String? {
        let columns = columns
        let times = ["date", "datetime", "year"]
        return columns.first { $0.role == .period && times.contains($0.type) }?.name ?? columns.first { times.prefix(2).contains($0.type) }?
            .name
            ?? columns.first { $0.type == "year" }?.name
    }
}
