import Kernel

/// Gathers a column as a dictionary of texts. When its dictionary grows too large it is sealed as a *run*: sorted and written out.
final class TextGatherer {
    /// Some rows with their own dictionary, in the order of values.
    struct Run {
        var rows: Range<Int>
        var count: Int
        /// Length and bytes of each text in order.
        var texts: Int
        /// The provisional number of each text in order.
        var numbers: Int
    }

    let type: ColumnType
    /// One provisional number per row, 0 where there is no value.
    let stream: Int
    private(set) var runs: [Run] = []
    private let spill: Spill
    private var dictionary = LocalDictionary()
    private let numbers: UnsafeMutablePointer<UInt32>
    private let plain = ByteSink(capacity: 256)
    private var rows = 0
    private var runStart = 0

    init(type: ColumnType, spill: Spill, batchRows: Int) {
        self.type = type
        self.spill = spill
        stream = spill.newStream()
        numbers = .allocate(capacity: batchRows)
    }

    deinit { numbers.deallocate() }

    var memory: Int { dictionary.memory }

    /// Takes the column's fields of a batch. Gives the number of the first field that is not in canonical form.
    func take(_ fields: UnsafePointer<Field>, _ count: Int, _ base: UnsafePointer<UInt8>) throws(AppError) -> Int? {
        let dictionary = dictionary
        for index in 0..<count {
            let field = fields[index]
            if field.isMissing {
                numbers[index] = 0
                continue
            }
            var text = base + field.offset
            var length = Int(field.length)
            if field.hasEscapes { (text, length) = withoutEscapes(text, length) }
            guard let number = dictionary.number(text, length, isQuoted: field.isQuoted) else { return index }
            if number.isNew, !isCanonical(text, length, isQuoted: field.isQuoted) { return index }
            numbers[index] = UInt32(truncatingIfNeeded: number.id &+ 1)
        }
        rows += count
        try spill.append(UnsafeRawBufferPointer(start: numbers, count: count * 4), to: stream)
        return nil
    }

    private func isCanonical(_ text: UnsafePointer<UInt8>, _ length: Int, isQuoted: Bool) -> Bool {
        guard length <= TableShape.longestValue, isQuoted == CanonicalForm.needsQuotes(text, length) else { return false }
        let bytes = UnsafeBufferPointer(start: text, count: length)
        return type.isText ? Unicode.isUTF8(bytes) : DecimalText.isCanonical(bytes)
    }

    private func withoutEscapes(_ text: UnsafePointer<UInt8>, _ length: Int) -> (UnsafePointer<UInt8>, Int) {
        plain.count = 0
        plain.reserve(length)
        var at = 0
        while at < length {
            plain.append(text[at])
            at += text[at] == UInt8(ascii: "\"") ? 2 : 1
        }
        return (UnsafePointer(plain.base), plain.count)
    }

    /// Writes the dictionary out in order and begins a new one.
    func seal() throws(AppError) {
        let dictionary = dictionary
        var run = Run(rows: runStart..<rows, count: dictionary.count, texts: spill.newStream(), numbers: spill.newStream())
        let order = TextOrder(type).sorted(dictionary)
        let staged = ByteSink(capacity: 1 << 16)
        for id in order {
            let text = dictionary.bytes(Int(id))
            withUnsafeBytes(of: UInt32(text.count)) { staged.append($0.baseAddress!.assumingMemoryBound(to: UInt8.self), 4) }
            staged.append(text.baseAddress!, text.count)
            if staged.count >= 1 << 16 {
                try spill.append(staged.bytes, to: run.texts)
                staged.count = 0
            }
        }
        try spill.append(staged.bytes, to: run.texts)
        try order.raw { bytes throws(AppError) in try spill.append(bytes, to: run.numbers) }
        try spill.close(stream: run.texts)
        try spill.close(stream: run.numbers)
        run.count = dictionary.count
        runs.append(run)
        runStart = rows
        self.dictionary = LocalDictionary()
    }
}
