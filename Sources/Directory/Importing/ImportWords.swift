import Kernel
import Storage
import Tables

/// Imports a regency's own words from a table of key, Indonesian and English sentence, and the days on which they hold. Empty cells leave a
/// sentence as it is; one that reads as ours goes back to ours.
package struct ImportWords: Sendable {
    package let directory: DirectoryIndex
    let ours: Words

    package init(_ directory: DirectoryIndex, ours: Words) {
        self.directory = directory
        self.ours = ours
    }

    private struct Line: ImportedLine {
        var number: Int
        var key: String
        var sentences: [Language: String]
        var from: Day
        var to: Day?
        var title: String { key }
    }

    /// What the table calls the fields of the act.
    private static let headings = [
        "id": ["indonesia", "id"], "en": ["inggris", "english", "en"], "valid_to": ["berlaku_sampai", "valid_to"],
    ]

    package func run(_ source: ImportSource, options: ImportOptions = ImportOptions(), by actor: Actor) async throws -> ImportReport {
        try actor.need(DirectoryPermission.words)
        let (ours, today) = (ours, directory.today)
        let read = try await Background.run {
            let table = try source.table()
            _ = try table.column("kunci", or: "key")
            let (lines, report) = try Import.read(table, strict: options.isStrict, progress: options.progress) { check -> Line? in
                let key = check.code("kunci", "key", expected: "directory.import.expect_word") {
                    ours.sentence(TextKey($0), .indonesian) != nil
                }
                var sentences: [Language: String] = [:]
                for (language, names) in [(Language.indonesian, ["indonesia", "id"]), (.english, ["inggris", "english", "en"])] {
                    let sentence = Plain.text(check.cell(names))
                    if !sentence.isEmpty { sentences[language] = sentence }
                }
                let from = check.cell(["berlaku_dari", "valid_from"]).isEmpty ? today : check.day("berlaku_dari", "valid_from")
                let to = check.cell(["berlaku_sampai", "valid_to"]).isEmpty ? nil : check.day("berlaku_sampai", "valid_to")
                guard let key, let from else { return nil }
                return Line(number: check.row.line, key: key, sentences: sentences, from: from, to: to)
            }
            return ReadLines(lines: lines, report: report, columns: LineColumns(table.header, ImportWords.headings))
        }
        let edit = EditSettings(directory)
        return try await directory.save("words", read, options, by: actor, touching: .words) { line, tx in
            let changed = news(line, try WordStore(tx).own(line.key))
            if changed.isEmpty { return .unchanged }
            try edit.setWord(TextKey(line.key), changed, from: line.from, to: line.to, ours: ours, seen: nil, by: actor, in: tx)
            return .changed
        }
    }

    /// What a line says that is not so yet.
    /// - Parameter own: what there is of its sentence.
    private func news(_ line: Line, _ own: OwnWords) -> [Language: String?] {
        let known = WordLine.all(own.changes(of: line.key), ours: ours).first { $0.from == line.from && $0.to == line.to }
        let present = ours.merging(own.words(on: line.from))
        var news: [Language: String?] = [:]
        for (language, sentence) in line.sentences where known?.sentences[language] != sentence {
            // For good, and what holds on that day anyway.
            if line.to == nil, known?.sentences[language] == nil, present.sentence(TextKey(line.key), language) == sentence { continue }
            news[language] = .some(ours.sentence(TextKey(line.key), language) == sentence ? nil : sentence)
        }
        return news
    }
}
