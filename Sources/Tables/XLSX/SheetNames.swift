import Foundation
import Kernel

/// Names of sheets that Excel takes: at most 31 characters, none of `[]:*?/\`, never twice whatever their case.
package final class SheetNames {
    private let wanted: String
    private var used: Set<String> = []

    /// - Parameter wanted: the name that ``next()`` gives first.
    package init(_ wanted: String = "Data") { self.wanted = wanted }

    package func next() -> String { unused(wanted) }

    package func unused(_ name: String) -> String {
        var plain = String(Plain.line(name).filter { !"[]:*?/\\".contains($0) }.prefix(31)).trimmingCharacters(in: ["'", " "])
        if plain.isEmpty { plain = "Data" }
        var unused = plain
        var number = 2
        while !used.insert(unused.lowercased()).inserted {
            let suffix = " \(number)"
            unused = plain.prefix(31 - suffix.count) + suffix
            number += 1
        }
        return unused
    }
}
