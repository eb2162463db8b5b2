import Kernel

/// A full-text index over records of one kind, the same on both engines: Indonesian stems, newest first.
///
/// It keeps its own tables beside the record's: FTS5 on SQLite, `tsvector` with GIN on PostgreSQL. The record's ids must
/// be made by ``World/newID(_:)``, whose order is the order of time.
package struct Search: Sendable {
    let table: String

    /// - Parameter name: prefix of its tables, such as `report_search`. Chosen by the program.
    package init(_ name: String) { table = name }

    /// One page of what was found.
    package struct Page: Sendable, Equatable {
        /// Newest first.
        package var ids: [String]
        /// How many there are in all, up to the cap.
        package var count: Int
        /// Whether there are more than ``count``.
        package var isCapped: Bool
    }

    /// The step that makes the index, for the target's list of migrations.
    package func migration(_ name: String) -> Migration {
        let table = SQL(verbatim: table)
        return Migration(name) { tx in
            switch tx.engine {
            case .sqlite:
                try tx.run("CREATE TABLE \(table)_text (position INTEGER PRIMARY KEY, id text NOT NULL UNIQUE, terms text NOT NULL)")
                try tx.run(
                    """
                    CREATE VIRTUAL TABLE \(table) USING fts5(terms, content='\(table)_text', content_rowid='position', detail=none,
                        prefix='3 4 5', tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* Co'")
                    """)
            case .postgres:
                try tx.run("CREATE TABLE \(table) (id text PRIMARY KEY, terms tsvector NOT NULL)")
                try tx.run("CREATE INDEX \(table)_terms ON \(table) USING gin (terms)")
            }
        }
    }

    /// Makes a record found by these words, in place of those it was found by before.
    package func put(_ tx: Transaction, id: String, text: String) throws {
        let table = SQL(verbatim: table)
        let terms = Stemmer.terms(text)
        switch tx.engine {
        case .sqlite:
            let position = try remove(tx, fts5: id) ?? freePosition(tx, id)
            try tx.run("INSERT INTO \(table)_text (position, id, terms) VALUES (\(position), \(id), \(terms))")
            try tx.run("INSERT INTO \(table) (rowid, terms) VALUES (\(position), \(terms))")
        case .postgres:
            try tx.run(
                """
                INSERT INTO \(table) (id, terms) VALUES (\(id), array_to_tsvector(string_to_array(\(terms), ' ')))
                ON CONFLICT (id) DO UPDATE SET terms = excluded.terms
                """)
        }
    }

    /// Makes a record not found any more. Does nothing when it was not found before.
    package func remove(_ tx: Transaction, id: String) throws {
        switch tx.engine {
        case .sqlite: _ = try remove(tx, fts5: id)
        case .postgres: try tx.run("DELETE FROM \(SQL(verbatim: table)) WHERE id = \(id)")
        }
    }

    private func remove(_ tx: Transaction, fts5 id: String) throws -> Int? {
        let table = SQL(verbatim: table)
        guard let old = try tx.row("SELECT position, terms FROM \(table)_text WHERE id = \(id)") else { return nil }
        let position = old.int("position")
        try tx.run("INSERT INTO \(table) (\(table), rowid, terms) VALUES ('delete', \(position), \(old.text("terms")))")
        try tx.run("DELETE FROM \(table)_text WHERE position = \(position)")
        return position
    }

    /// FTS5 walks its rows by number, so the number follows the id's time; neighbours of the same instant move up.
    private func freePosition(_ tx: Transaction, _ id: String) throws -> Int {
        var position = Self.position(id)
        while try tx.row("SELECT id FROM \(SQL(verbatim: table))_text WHERE position = \(position)") != nil { position += 1 }
        return position
    }

    /// The first 63 bits that tell a UUIDv7 from others: 44 of its time (enough until 2527), 12 and 7 of chance.
    static func position(_ id: String) -> Int {
        let digits = Array(id.utf8.filter { $0 != UInt8(ascii: "-") })
        var bits: UInt64 = 0
        // Digits 1…11 hold the time, 13…15 and 17…18 chance; 12 is the version, 16 the variant.
        for index in [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 17] where index < digits.count {
            bits = bits << 4 | UInt64(Character(Unicode.Scalar(digits[index])).hexDigitValue ?? 0)
        }
        return Int(bits << 3)
    }
}
