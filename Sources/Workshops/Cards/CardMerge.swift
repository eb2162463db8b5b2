import Kernel

/// Two people have changed one card: what both did to different fields is joined; what both did to one field is theirs to settle.
package struct CardMerge: Sendable, Equatable {
    package var fields: [String: String]
    /// Fields both changed to something different, with what stands there now.
    package var disputed: [String: String]

    /// - Parameters:
    ///   - base: as it was when the second one opened it.
    ///   - now: as the first one left it.
    ///   - mine: as the second one wants it.
    package init(base: [String: String], now: [String: String], mine: [String: String]) {
        fields = now
        disputed = [:]
        for (name, value) in mine where value != base[name] ?? "" {
            let other = now[name] ?? ""
            if other == base[name] ?? "" || other == value {
                fields[name] = value
            } else if other.contains(value) {
                // What she wrote stands in it already.
                continue
            } else if value.contains(other), !other.isEmpty {
                fields[name] = value
            } else {
                disputed[name] = other
            }
        }
    }
}
