import Kernel

/// Writes a dictionary: the texts one after the other, then where each ends.
struct DictionaryWriter {
    private let output: OutputFile
    private let spill: Spill
    private let ends: Int
    private let staged = ByteSink(capacity: 1 << 16)
    private var stagedEnds: [UInt64] = [0]
    private var length: UInt64 = 0
    private(set) var count: UInt64 = 0
    private(set) var traits: TextTraits = []
    private(set) var shortest = Int.max
    private(set) var longest = 0
    /// Most digits behind the point, where the texts are decimals.
    private(set) var scale = 0
    private let isNumeric: Bool

    init(_ output: OutputFile, spill: Spill, type: ColumnType) {
        self.output = output
        self.spill = spill
        isNumeric = !type.isText
        ends = spill.newStream()
        output.begin()
    }

    mutating func add(_ text: UnsafeBufferPointer<UInt8>) throws(AppError) {
        staged.append(text.baseAddress!, text.count)
        length += UInt64(text.count)
        count += 1
        stagedEnds.append(length)
        look(at: text)
        if staged.count >= 1 << 16 { try flush() }
    }

    private mutating func look(at text: UnsafeBufferPointer<UInt8>) {
        var characters = 0
        for byte in text {
            if byte & 0xC0 != 0x80 { characters += 1 }
            switch byte {
            case UInt8(ascii: "\""): traits.formUnion([.needsQuotes, .needsEscapes])
            case UInt8(ascii: ","): traits.insert(.needsQuotes)
            case UInt8(ascii: "\\"): traits.insert(.needsEscapes)
            case 0..<32: traits.formUnion([.needsQuotes, .needsEscapes])
            case 128...: traits.insert(.hasAccents)
            default: break
            }
        }
        if text.isEmpty { traits.insert(.needsQuotes) }
        if Formula.isFormula(text) { traits.insert(.hasFormulas) }
        shortest = min(shortest, characters)
        longest = max(longest, characters)
        if isNumeric { scale = max(scale, DecimalText.scale(text)) }
    }

    private mutating func flush() throws(AppError) {
        try output.append(staged.bytes)
        staged.count = 0
        try stagedEnds.raw { bytes throws(AppError) in try spill.append(bytes, to: ends) }
        stagedEnds.removeAll(keepingCapacity: true)
    }

    mutating func finish(into entry: inout ColumnEntry) throws(AppError) {
        try flush()
        try output.append([UInt8](repeating: 0, count: Layout.textPadding))
        entry.texts = output.end()
        entry.offsetWidth = length <= UInt64(UInt32.max) ? 4 : 8
        output.begin()
        try spill.close(stream: ends)
        for piece in try spill.pieces(of: ends) {
            if entry.offsetWidth == 8 {
                try output.append(piece)
            } else {
                try output.append(piece.bindMemory(to: UInt64.self).map { UInt32(truncatingIfNeeded: $0) })
            }
        }
        entry.offsets = output.end()
        entry.codes = count
        entry.traits = traits
        entry.statistics.distinct = Int(count)
        entry.statistics.shortest = count == 0 ? 0 : shortest
        entry.statistics.longest = longest
    }
}
