import Columns
import Foundation
import HTTPTypes
import Kernel
import NIOCore
import Rows
import Web

/// One export: the table through the rule, and what was asked of it.
struct TableExport: Sendable {
    let asked: AskedTable
    let question: RowQuestion

    private var table: OpenedTable { asked.table }

    /// CSV; the version's own file where that is what was asked for.
    func csv(_ style: ExportFormat.CSVStyle, _ request: Request) async throws -> Reply {
        let isWhole =
            question.filter == .everything && question.search == nil && question.want == .rows(nil) && question.order.isEmpty
            && question.offset == 0 && question.limit >= table.file.rowCount && table.rule.isWhole && style == ExportFormat.CSVStyle()
        if isWhole {
            let path = try await request.catalogueReader.files.csv(table.version.hash)
            return FileReply.reply(path, length: table.file.csvLength, type: "text/csv; charset=utf-8", request, validator: table.validator)
        }
        let type = style.delimiter == 9 ? "text/tab-separated-values; charset=utf-8" : "text/csv; charset=utf-8"
        return try await streamed(.csv(style), type)
    }

    /// The file from which statements in SQL are answered, which is always the whole of what the asker may read.
    func database(_ request: Request) async throws -> Reply {
        if let other = request.query.pairs.first(where: { !AskedTable.ignored.contains($0.name) }) {
            throw AppError.invalid(other.name, "rows.sqlite_whole")
        }
        let service: TableSQL = request.installation.services.get()
        return try FileReply.opened(try await service.tables.path(table.file), type: "application/vnd.sqlite3")
    }

    func streamed(_ format: ExportFormat, _ type: String) async throws -> Reply {
        let pieces = try await RowsLane.run { () throws(AppError) -> ExportPieces in try self.pieces(format) }
        return Reply(
            headers: [.contentType: type],
            body: .stream { writer in
                while let piece = pieces.next() { try await writer.write(piece) }
            })
    }

    private var outputs: [RowQuestion.Output] {
        if case .rows(let outputs?) = question.want { outputs } else { asked.check.shape.columns.map { .init($0.name) } }
    }

    private func pieces(_ format: ExportFormat) throws(AppError) -> ExportPieces {
        guard case .rows = question.want else {
            guard case .values(let names, _, let values) = try answer().found else { return ExportPieces([]) }
            return ExportPieces(ValueRows.bytes(names, values, format))
        }
        let source = try source()
        let outputs = outputs
        return ExportPieces(try RowExport(table.file, source, columns: outputs.map(\.column), labels: outputs.map(\.name), as: format))
    }

    /// Which rows, in which order; unsorted ones are found while they are written.
    private func source() throws(AppError) -> RowSource {
        let filter = question.scoped(asked.check, .everything)
        guard !question.order.isEmpty || question.offset > 0 || question.limit < table.file.rowCount else { return .matching(filter) }
        let set = try table.file.rows(matching: filter)
        return .rows(try table.file.page(set, sortedBy: question.order, offset: question.offset, limit: question.limit))
    }

    private func numbers(_ source: RowSource) throws(AppError) -> [Int] {
        switch source {
        case .matching(let filter): return try table.file.rows(matching: filter).rows(offset: 0, limit: table.file.rowCount)
        case .set(let set): return set.rows(offset: 0, limit: table.file.rowCount)
        case .rows(let list): return list
        }
    }

    private func answer() throws(AppError) -> RowAnswer { try question.answer(table.file, asked.check) }

    /// An Excel workbook, made in a file that is gone when it has been sent.
    func sheet(_ request: Request) async throws -> Reply {
        let path = try request.catalogueReader.files.scratch("xlsx")
        let title = table.distribution.title
        do {
            try await RowsLane.run { () throws(AppError) in
                guard case .rows = question.want else {
                    guard case .values(let names, _, let values) = try answer().found else { return }
                    return try SheetExport.write(names: names, values, sheet: title, to: path)
                }
                try SheetExport.write(table.file, try source(), outputs, masks: [:], sheet: title, to: path)
            }
            return try FileReply.once(path, type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        } catch {
            unlink(path)
            throw error
        }
    }

    func features() async throws -> Reply {
        guard case .rows = question.want, let place = PlaceColumns(asked.check.shape)
        else { throw AppError.invalid("format", "rows.no_place") }
        let pieces = try await RowsLane.run { () throws(AppError) -> ExportPieces in
            ExportPieces(try FeatureExport(table.file, rows: try numbers(try source()), place: place, outputs: outputs))
        }
        return Reply(
            headers: [.contentType: "application/geo+json"],
            body: .stream { writer in
                while let piece = pieces.next() { try await writer.write(piece) }
            })
    }
}

/// Pieces of an export in their order.
///
/// It is made before the answer begins, so that what is wrong with the question is still said, and then belongs to the one task that
/// writes the answer: that is why it may cross over unchecked.
final class ExportPieces: @unchecked Sendable {
    private let make: () -> ByteBuffer?

    init(_ export: RowExport) {
        make = {
            var piece: ByteBuffer?
            _ = export.next { piece = ByteBuffer(bytes: $0) }
            return piece
        }
    }

    init(_ export: FeatureExport) { make = { export.next().map { ByteBuffer(bytes: $0) } } }

    /// Bytes that are all there is.
    init(_ bytes: [UInt8]) {
        var rest: ByteBuffer? = ByteBuffer(bytes: bytes)
        make = {
            defer { rest = nil }
            return rest
        }
    }

    func next() -> ByteBuffer? { make() }
}
