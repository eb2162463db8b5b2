import Kernel
import Tables

/// Imports a regency's own words from a table of key, Indonesian and English sentence. Empty cells leave a sentence as it is.
package struct ImportWords: Sendable {
    package let directory: DirectoryIndex
    let ours: Words

    package init(_ directory: DirectoryIndex, ours: Words) {
        self.directory = directory
        self.ours = ours
    }

    package func run(_ source: ImportSource, options: ImportOptions = ImportOptions(), by actor: Actor) async throws -> ImportReport {
        try actor.need(DirectoryPermission.words)
        let ours = ours
        let (lines, read) = try await Background.run {
            let table = try source.table()
            _ = try table.column("kunci", or: "key")
            return try Import.read(table, strict: options.isStrict, progress: options.progress) {
                check -> (Int, String, [Language: String])? in
                let key = check.code("kunci", "key", expected: "directory.import.expect_word") {
                    ours.sentence(TextKey($0), .indonesian) != nil
                }
                var sentences: [Language: String] = [:]
                for (language, names) in [(Language.indonesian, ["indonesia", "id"]), (.english, ["inggris", "english", "en"])] {
                    let sentence = Plain.text(check.cell(names))
                    if !sentence.isEmpty { sentences[language] = sentence }
                }
                return key.map { (check.row.line, $0, sentences) }
            }
        }
        var report = read
        guard !report.isRefused else { return report }
        let edit = EditSettings(directory)
        for (number, key, sentences) in lines {
            let present = ours.merging(directory.words)
            let changed = sentences.filter { present.sentence(TextKey(key), $0.key) != $0.value }
            guard !changed.isEmpty else {
                report.count(.unchanged)
                continue
            }
            do {
                try await edit.setWord(TextKey(key), changed.mapValues { $0 }, ours: ours, by: actor)
                report.count(.changed)
            } catch let error as AppError where error.kind == .invalid {
                report.add(
                    RowProblem(
                        line: number, column: error.issues.first?.field ?? "", found: key,
                        problem: error.issues.first?.message ?? error.message,
                        expected: "directory.import.expect_corrected"))
            }
        }
        return report
    }
}
