import Crypto
import Kernel

/// Makes column files. The same CSV and shape give the same bytes, whatever memory was used.
package struct ColumnFileBuilder {
    /// Bytes that the dictionaries of all columns may take while rows are read; what is more goes to nameless files beside the result.
    package var dictionaryMemory = 96 << 20

    package init() {}

    /// Reads the canonical CSV at `csv` and writes the column file at `path`, which appears when it is whole.
    /// Blocks for as long as it takes; memory does not grow with the rows.
    /// - Throws: `malformed` with row and column when the CSV is not in canonical form or does not fit the shape; `unavailable` when
    ///   the disk fails.
    @discardableResult
    package func build(csv: String, shape: TableShape, to path: String) throws(AppError) -> CanonicalTable {
        let source = try MappedFile(path: csv)
        source.willReadInOrder()
        let folder = Disk.folder(of: path)
        let output = try OutputFile(path: path)
        let pass = try GatheringPass(source, shape: shape, folder: folder, memory: dictionaryMemory)
        try pass.run()
        // Columns whose numbers do not fit are read once more, as texts.
        let wide = Set(pass.tooWide)
        let second = wide.isEmpty ? nil : try GatheringPass(source, shape: shape, folder: folder, memory: dictionaryMemory, only: wide)
        try second?.run()
        var entries: [ColumnEntry] = []
        for (index, column) in shape.columns.enumerated() {
            var entry = ColumnEntry()
            entry.name = column.name
            entry.type = column.type
            let taken = wide.contains(index) ? second! : pass
            switch taken.gatherers[index]! {
            case .linear(let gatherer):
                try LinearEncoder(gatherer: gatherer, spill: taken.spill, output: output, folder: folder).encode(&entry)
            case .text(let gatherer):
                try TextEncoder(gatherer: gatherer, spill: taken.spill, output: output, folder: folder).encode(&entry)
            }
            entries.append(entry)
        }
        let table = CanonicalTable(rows: pass.rows, length: source.bytes.count, sha256: pass.sha256)
        try output.finish(
            { Header(columns: entries.count, rows: table.rows, fileLength: $1, directory: $0, table: table).bytes },
            directory: ColumnDirectory.bytes(entries))
        return table
    }
}
