/// Canonical text and its quotes, byte by byte.
enum CanonicalText {
    /// Whether bytes are a value of a type that is not text, in its one form.
    @inline(__always) static func isCanonical(_ p: UnsafePointer<UInt8>, _ count: Int, _ type: ColumnType) -> Bool {
        switch type {
        case .string, .geopoint, .geojson, .any: true
        case .integer: CanonicalForm.integer(p, count) != nil
        case .number: DecimalText.isCanonical(UnsafeBufferPointer(start: p, count: count))
        case .boolean: CanonicalForm.boolean(p, count) != nil
        case .date: CanonicalForm.day(p, count) != nil
        case .datetime: CanonicalForm.moment(p, count) != nil
        case .year: CanonicalForm.year(p, count) != nil
        }
    }
}

extension ByteSink {
    /// A text as canonical CSV has it.
    @inline(__always) func append(quotedIfNeeded start: UnsafePointer<UInt8>, _ count: Int) {
        if CanonicalForm.needsQuotes(start, count) { append(quoted: start, count) } else { append(start, count) }
    }

    func append(quoted start: UnsafePointer<UInt8>, _ count: Int) {
        reserve(count * 2 + 2)
        var at = self.count
        base[at] = UInt8(ascii: "\"")
        at += 1
        for index in 0..<count {
            let byte = start[index]
            base[at] = byte
            at &+= 1
            if byte == UInt8(ascii: "\"") {
                base[at] = byte
                at &+= 1
            }
        }
        base[at] = UInt8(ascii: "\"")
        self.count = at + 1
    }
}

extension Unicode {
    /// Whether bytes are well-formed UTF-8.
    static func isUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        bytes.allSatisfy { $0 < 0x80 } || String(validating: bytes, as: UTF8.self) != nil
    }
}
