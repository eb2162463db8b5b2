import Kernel

/// Turns names of places into their codes. Each combination of names is looked up once.
struct PlaceResolver {
    enum Result {
        case code([UInt8])
        case fault(CellProblem.Kind)
    }

    private let place: ReadingPlan.Place
    private let names: any PlaceNames
    private var known = ByteTable()
    private var results: [Result] = []
    private var key: [UInt8] = []

    /// Combinations that are remembered.
    private static let mostKnown = 100_000

    init(_ place: ReadingPlan.Place, _ names: any PlaceNames) {
        self.place = place
        self.names = names
    }

    /// - Parameter parents: cells of the columns that say where the place lies, as the plan lists them.
    mutating func resolve(_ name: ByteView, parents: [ByteView]) -> Result {
        key.removeAll(keepingCapacity: true)
        key.append(contentsOf: name.buffer)
        for parent in parents {
            key.append(0x1F)
            key.append(contentsOf: parent.buffer)
        }
        let found = key.withUnsafeBufferPointer { known[ByteView($0.baseAddress!, $0.count)] }
        if let found { return results[Int(found)] }
        if results.count >= PlaceResolver.mostKnown {
            known.removeAll()
            results.removeAll()
        }
        let result = PlaceResolver.resolve(name.string, place, parents: parents.map(\.string), names)
        key.withUnsafeBufferPointer { known.insert(ByteView($0.baseAddress!, $0.count), Int32(results.count)) }
        results.append(result)
        return result
    }

    static func resolve(_ text: String, _ place: ReadingPlan.Place, parents: [String], _ names: any PlaceNames) -> Result {
        if let code = code(text, names) { return .code(Array(code.utf8)) }
        var within: String?
        for (parent, cell) in zip(place.parents, parents) where !cell.isEmpty {
            if let code = code(cell, names) {
                within = code
            } else if case .only(let code) = find(PlaceName(cell), parent.level, within: within, names) {
                within = code
            }
        }
        let name = PlaceName(text)
        var found = find(name, name.level ?? place.level, within: (name.level ?? place.level) > .regency ? within : nil, names)
        if case .none = found, name.level != nil {
            // The word belongs to the name: the village "Kota Kulon".
            found = find(PlaceName(folded: Plain.folded(text)), place.level, within: within, names)
        }
        switch found {
        case .only(let code): return .code(Array(code.utf8))
        case .several: return .fault(.ambiguousPlace)
        case .none: return .fault(.unknownPlace)
        }
    }

    enum Found { case none, several, only(String) }

    /// The area of that name: within the area that is known, else at home, else anywhere.
    static func find(_ name: PlaceName, _ level: PlaceLevel, within: String?, _ names: any PlaceNames) -> Found {
        var codes = names.codes(named: name.folded, level: level)
        if codes.isEmpty { codes = names.codes(named: name.folded.filter { $0 != " " }, level: level) }
        if codes.isEmpty, level == .regency, !name.folded.hasPrefix("kota ") {
            codes = names.codes(named: "kota " + name.folded, level: level)
        }
        if let within {
            // What is known of the surroundings holds, also when it means that there is no such place.
            return found(codes.filter { $0.hasPrefix(within + ".") || $0 == within })
        }
        let here = codes.filter { $0 == names.home || $0.hasPrefix(names.home + ".") }
        return found(here.isEmpty ? codes : here)
    }

    private static func found(_ codes: [String]) -> Found { codes.isEmpty ? .none : codes.count == 1 ? .only(codes[0]) : .several }

    /// The text as a code, also without dots, if there is such an area.
    static func code(_ text: String, _ names: any PlaceNames) -> String? {
        guard let first = text.utf8.first, isDigit(first) else { return nil }
        if PlaceLevel(code: text) != nil { return names.name(of: text) == nil ? nil : text }
        let digits = Array(text.utf8)
        guard [4, 6, 10].contains(digits.count), digits.allSatisfy({ isDigit($0) }) else { return nil }
        var dotted = String(decoding: digits[0..<2], as: UTF8.self)
        for (from, to) in [(2, 4), (4, 6), (6, 10)] where to <= digits.count {
            dotted += "." + String(decoding: digits[from..<to], as: UTF8.self)
        }
        return names.name(of: dotted) == nil ? nil : dotted
    }
}
