import Kernel
import Tables

/// The names under which the records of a JSON file keep their values, in the order in which they first occur.
struct JSONColumns {
    let isFeatures: Bool
    private(set) var names: [[UInt8]] = []
    /// Records are arrays, and the first of them may be the headings.
    private(set) var isPositional = false
    private var positions: [[UInt8]: Int] = [:]
    private var hasPoints = false
    private var hasIDs = false

    init(isFeatures: Bool) { self.isFeatures = isFeatures }

    /// Looks at one more record. What is no record counts for nothing here.
    mutating func see(_ record: [UInt8]) throws(AppError) {
        var guess = 0
        let kind = record.withUnsafeBufferPointer { bytes in
            JSONFields(bytes, isFeature: isFeatures).each { name, value in
                switch name {
                case .member(let key):
                    if find(key, &guess) == nil {
                        positions[Array(key)] = names.count
                        names.append(Array(key))
                    }
                case .longitude: hasPoints = true
                case .id: hasIDs = true
                case .latitude, .geometry: break
                }
                return names.count <= Limits.columns
            }
        }
        if names.count > Limits.columns { throw AppError.tooLarge(Message("table.too_many_columns", ["most": "\(Limits.columns)"])) }
        if kind == .array, names.isEmpty { isPositional = true }
        if kind == .object { isPositional = false }
    }

    /// Adds what features have beside their properties, unless they have a property of that name.
    mutating func finish() {
        guard isFeatures else { return }
        if hasIDs { insert("id", at: 0) }
        insert("geometry", at: names.count)
        guard hasPoints else { return }
        insert("lon", at: names.count)
        insert("lat", at: names.count)
    }

    private mutating func insert(_ name: String, at index: Int) {
        let key = Array(name.utf8)
        guard positions[key] == nil else { return }
        names.insert(key, at: index)
        for (index, name) in names.enumerated() { positions[name] = index }
        own.insert(key)
    }

    /// Names that are ours and no property's.
    private var own: Set<[UInt8]> = []

    /// The column of a field; `nil` when it is not shown. `guess` is the column it should be when all records have the same order.
    func column(_ name: JSONFields.Name, _ guess: inout Int) -> Int? {
        let key: [UInt8]
        switch name {
        case .member(let bytes):
            guard let found = find(bytes, &guess), own.isEmpty || !own.contains(names[found]) else { return nil }
            return found
        case .id: key = Array("id".utf8)
        case .geometry: key = Array("geometry".utf8)
        case .longitude: key = Array("lon".utf8)
        case .latitude: key = Array("lat".utf8)
        }
        return own.contains(key) ? positions[key] : nil
    }

    private func find(_ key: UnsafeBufferPointer<UInt8>, _ guess: inout Int) -> Int? {
        if guess < names.count, names[guess].elementsEqual(key) {
            guess += 1
            return guess - 1
        }
        guard let found = positions[Array(key)] else { return nil }
        guess = found + 1
        return found
    }
}
