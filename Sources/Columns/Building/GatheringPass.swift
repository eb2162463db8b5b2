import Crypto
import Kernel

/// One pass over the rows that hands every column its fields.
final class GatheringPass {
    enum Gatherer {
        case linear(LinearGatherer)
        case text(TextGatherer)
    }

    let spill: Spill
    private(set) var gatherers: [Gatherer?]
    private(set) var sha256: [UInt8] = []
    private var scanner: CanonicalScanner
    private let batch: FieldBatch
    private let memory: Int

    var rows: Int { scanner.rows }

    /// - Parameter only: the columns to gather, all of them as texts; without it all, each as its type asks.
    init(_ source: MappedFile, shape: TableShape, folder: String, memory: Int, only: Set<Int>? = nil) throws(AppError) {
        self.memory = memory
        scanner = try CanonicalScanner(source, shape: shape)
        batch = FieldBatch(columns: shape.columns.count)
        spill = try Spill(in: folder, pieceBytes: max(4096, min(1 << 18, (32 << 20) / shape.columns.count)))
        gatherers = []
        for (index, column) in shape.columns.enumerated() {
            if let only, !only.contains(index) {
                gatherers.append(nil)
            } else if column.type.isText || only != nil {
                gatherers.append(.text(TextGatherer(type: column.type, spill: spill, batchRows: batch.capacity)))
            } else {
                gatherers.append(.linear(LinearGatherer(type: column.type, spill: spill, batchRows: batch.capacity)))
            }
        }
    }

    /// Columns that must be read again as texts.
    var tooWide: [Int] {
        gatherers.indices.filter {
            guard case .linear(let gatherer) = gatherers[$0] else { return false }
            return gatherer.isTooWide || gatherer.codes == nil
        }
    }

    func run() throws(AppError) {
        let bytes = scanner.file.bytes
        guard let start = bytes.baseAddress else { throw .malformed("columns.no_header") }
        let base = start.assumingMemoryBound(to: UInt8.self)
        var hash = SHA256()
        var hashed = 0
        while try scanner.next(batch) > 0 {
            hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: bytes[hashed..<scanner.at]))
            hashed = scanner.at
            for index in gatherers.indices {
                let bad =
                    switch gatherers[index] {
                    case .linear(let gatherer): try gatherer.take(batch.column(index), batch.rows, base)
                    case .text(let gatherer): try gatherer.take(batch.column(index), batch.rows, base)
                    case nil: Int?.none
                    }
                if let bad { throw fault(bad, index) }
            }
            try keepWithinMemory()
        }
        hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: bytes[hashed...]))
        sha256 = Array(hash.finalize())
        try close()
    }

    private func fault(_ row: Int, _ column: Int) -> AppError {
        .malformed(
            Message(
                "columns.not_canonical",
                ["row": "\(scanner.rows - batch.rows + row + 1)", "column": scanner.shape.columns[column].name]))
    }

    /// Seals the largest dictionaries until the rest fits.
    private func keepWithinMemory() throws(AppError) {
        while true {
            var total = 0
            var largest: TextGatherer?
            for case .text(let gatherer) in gatherers {
                total += gatherer.memory
                if gatherer.memory > largest?.memory ?? 1 << 13 { largest = gatherer }
            }
            guard total > memory, let largest else { return }
            try largest.seal()
        }
    }

    private func close() throws(AppError) {
        for gatherer in gatherers {
            switch gatherer {
            case .linear(let gatherer): try spill.close(stream: gatherer.stream)
            case .text(let gatherer):
                try gatherer.seal()
                try spill.close(stream: gatherer.stream)
            case nil: break
            }
        }
    }
}
