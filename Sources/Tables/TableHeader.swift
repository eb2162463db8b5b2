import Kernel

/// The headings of a table, found again whatever their case, blanks and punctuation: `Kode Kecamatan` is `kode_kecamatan`.
package struct TableHeader: Sendable, Equatable {
    package let names: [String]
    private let exact: [String: Int]
    private let folded: [String: Int]

    package init(_ names: [String]) {
        self.names = names
        exact = Dictionary(zip(names, names.indices), uniquingKeysWith: { first, _ in first })
        folded = Dictionary(zip(names.map(TableHeader.fold), names.indices), uniquingKeysWith: { first, _ in first })
    }

    /// Headings that stand in the table more than once, of which only the first can be found.
    package var repeated: [String] {
        Dictionary(grouping: names.filter { !$0.isEmpty }, by: TableHeader.fold).values.filter { $0.count > 1 }.map { $0[0] }.sorted()
    }

    /// Position of the first of these names that the table has.
    package func index(_ wanted: [String]) -> Int? {
        for name in wanted {
            if let index = exact[name] ?? folded[TableHeader.fold(name)] { return index }
        }
        return nil
    }

    static func fold(_ name: String) -> String { Plain.folded(name).filter { $0 != " " } }
}
