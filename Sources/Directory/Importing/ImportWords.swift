import Kernel
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

    private struct Line: Sendable {
        var number: Int
        var key: String
        var sentences: [Language: String]
        var from: Day
        var to: Day?
    }

    package func run(_ source: ImportSource, options: ImportOptions = ImportOptions(), by actor: Actor) async throws -> ImportReport {
        try actor.need(DirectoryPermission.words)
        let (ours, today) = (ours, directory.today)
        let (lines, read) = try await Background.run {
            let table = try source.table()
            _ = try table.column("kunci", or: "key")
            return try Import.read(table, strict: options.isStrict, progress: options.progress) {
                check -> Line? in
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
        }
        var report = read
        guard !report.isRefused else { return report }
        let edit = EditSettings(directory)
        for line in lines {
            let changed = news(line)
            guard !changed.isEmpty else {
                report.count(.unchanged)
                continue
            }
            do {
                try await edit.setWord(TextKey(line.key), changed, from: line.from, to: line.to, ours: ours, by: actor)
                report.count(.changed)
            } catch let error as AppError where error.kind == .invalid {
                report.add(
                    RowProblem(
                        line: line.number, column: error.issues.first?.field ?? "", found: line.key,
                        problem: error.issues.first?.message ?? error.message,
                        expected: "directory.import.expect_corrected"))
            }
        }
        return report
    }

    /// What a line says that is not so yet.
    private func news(_ line: Line) -> [Language: String?] {
        let known = WordLine.all(directory.ownWords.changes(of: line.key), ours: ours).first { $0.from == line.from && $0.to == line.to }
        let present = ours.merging(directory.ownWords.words(on: line.from))
        var news: [Language: String?] = [:]
        for (language, sentence) in line.sentences where known?.sentences[language] != sentence {
            // For good, and what holds on that day anyway.
            if line.to == nil, known?.sentences[language] == nil, present.sentence(TextKey(line.key), language) == sentence { continue }
            news[language] = .some(ours.sentence(TextKey(line.key), language) == sentence ? nil : sentence)
        }
        return news
    }
}
