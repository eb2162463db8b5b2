import Directory
import Ingest
import Kernel
import Storage

extension CatalogueDesk {
    /// Hands in further sheets of a workbook, each for a table of the same dataset that is called as the sheet is; where there is none yet it
    /// is made. Nothing is sent again: it is the same file, read at another sheet.
    /// - Parameters:
    ///   - sheets: their positions in the file, from 0, and what they are called.
    ///   - id: the submission that brought the workbook.
    /// - Returns: a submission for each, in that order, waiting to be read.
    package func takeSheets(
        _ sheets: [(index: Int, name: String)], of id: Identifier<Submission>, by actor: Actor
    ) async throws -> [Submission] {
        let taken = try await database.write { tx in
            guard let submission = try tx.submission(id), let dataset = try tx.dataset(submission.dataset),
                DatasetPolicy.maySee(submission, of: dataset, actor)
            else { throw AppError.notFound }
            guard actor.kind == .system || actor.may(.produceData, agency: dataset.producer.text) else { throw AppError.forbidden }
            return try sheets.map { sheet in
                let table = try sheetTable(called: sheet.name, at: sheet.index, in: dataset.id, besides: submission.distribution, actor, tx)
                var reading = table.reading.forNextFile
                reading.sheet = sheet.index
                return try receive(
                    ReceiveUpload(
                        table: table.id, filename: submission.filename, fileHash: submission.fileHash, fileBytes: submission.fileBytes,
                        reading: reading), by: actor, in: tx)
            }
        }
        try await index.refresh()
        return taken
    }

    /// The table of a sheet: never the one whose file showed the way to it.
    private func sheetTable(
        called name: String, at index: Int, in dataset: Identifier<Dataset>, besides own: Identifier<Distribution>, _ actor: Actor,
        _ tx: Transaction
    ) throws -> Distribution {
        let tables = try tx.distributions(of: dataset)
        let line = String(Plain.line(name).prefix(200))
        let title = line.count < 2 ? "Lembar \(index + 1)" : line
        if let known = tables.first(where: { $0.title == title && $0.id != own }) { return known }
        var slug = DatasetDraft.slug(title)
        if !Dataset.isName(slug) || tables.contains(where: { $0.name == slug }) { slug = "lembar-\(index + 1)" }
        var number = tables.count + 1
        while tables.contains(where: { $0.name == slug }) {
            slug = "tabel-\(number)"
            number += 1
        }
        let made = world.newID(Distribution.self)
        try perform(AddDistribution(name: slug, title: title, id: made), on: dataset, by: actor, in: tx)
        guard let table = try tx.distribution(made) else { throw AppError.notFound }
        return table
    }
}

extension Understanding {
    /// Sheets that may still become tables: all but the one that is read.
    package var others: [(index: Int, sheet: Sheet)] { sheets.enumerated().filter { $0.offset != sheet }.map { ($0.offset, $0.element) } }

    /// Those of them that somebody named by their positions.
    /// - Throws: `.invalid` when there is none or one is not there.
    package func named(_ wanted: [Int]) throws(AppError) -> [(index: Int, name: String)] {
        let known = Dictionary(others.map { ($0.index, $0.sheet.name) }) { $1 }
        guard !wanted.isEmpty, wanted.allSatisfy({ known[$0] != nil }) else { throw AppError.invalid("sheets", "error.not_offered") }
        return Set(wanted).sorted().map { (index: $0, name: known[$0] ?? "") }
    }
}
