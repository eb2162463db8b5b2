import Foundation
import Kernel

/// Writes rows that cannot be taken, one JSON object a line, with all their cells as the file has them.
final class QuarantineWriter {
    private let path: String
    private let file: Int32
    private var json = JSONBytes()

    init(path: String) throws(AppError) {
        self.path = path
        file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw DiskFault.last(path) }
    }

    deinit { close(file) }

    func add(_ cells: RowCells, row: Int, problems: [CellProblem]) throws(AppError) {
        json.raw("{\"row\":")
        json.number(row)
        json.raw(",\"cells\":[")
        for column in 0..<cells.count {
            if column > 0 { json.raw(",") }
            let cell = cells.cells[column]
            json.string(ByteView(cells.bytes + cell.start, cell.end - cell.start))
        }
        json.raw("],\"problems\":[")
        for (index, problem) in problems.enumerated() {
            if index > 0 { json.raw(",") }
            add(problem)
        }
        json.raw("]}\n")
        if json.bytes.count > 1 << 17 { try flush() }
    }

    private func add(_ problem: CellProblem) {
        json.raw("{\"sheet\":")
        json.string(problem.sheet)
        json.raw(",\"row\":")
        json.number(problem.row)
        if let column = problem.column {
            json.raw(",\"column\":")
            json.number(column)
        }
        for (name, text) in [
            ("heading", problem.heading), ("field", problem.field), ("value", problem.value), ("kind", problem.kind.rawValue),
        ] {
            json.raw(",")
            json.string(name)
            json.raw(":")
            json.string(text)
        }
        json.raw(",\"problem\":")
        json.message(problem.problem)
        json.raw(",\"expected\":")
        json.message(problem.expected)
        // What to press follows from the rest; it is made anew when the row is shown.
        json.raw(",\"fixes\":[]}")
    }

    func flush() throws(AppError) {
        var done = 0
        while done < json.bytes.count {
            let written = json.bytes.withUnsafeBytes { Foundation.write(file, $0.baseAddress! + done, $0.count - done) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw DiskFault.last(path) }
            done += written
        }
        json.removeAll()
    }
}

/// Reads the rows of a quarantine.
package enum QuarantineFile {
    /// Calls the closure with each row in the order of the file until it gives `false`.
    /// - Throws: `notFound` when there is no such file, `malformed` when it is damaged.
    package static func read(path: String, _ body: (QuarantinedRow) -> Bool) throws(AppError) {
        guard let file = fopen(path, "r") else { throw .notFound }
        defer { fclose(file) }
        var line: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(line) }
        let decoder = JSONDecoder()
        while true {
            let length = getline(&line, &capacity, file)
            guard length > 0, let start = line else { return }
            guard let row = try? decoder.decode(QuarantinedRow.self, from: Data(bytes: start, count: length)) else {
                throw .malformed("ingest.bad_quarantine")
            }
            if !body(row) { return }
        }
    }
}
