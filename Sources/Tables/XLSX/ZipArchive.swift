import Kernel

/// The parts of a ZIP file, by its central directory. Reads what workbooks use: stored and deflated parts, not encrypted.
package struct ZipArchive {
    package struct Part {
        package var name: String
        package var isDeflated: Bool
        package var checksum: UInt32
        package var compressed: Int
        package var size: Int
        /// Where the part's own header begins.
        package var offset: Int
    }

    package let source: RandomSource
    /// By their names in small letters.
    package private(set) var parts: [String: Part] = [:]
    /// The names in the order of the directory.
    package private(set) var names: [String] = []

    /// Throws with a message for the person who sent the file: not a workbook, locked, or damaged.
    package init(_ source: RandomSource) throws(AppError) {
        self.source = source
        let start = try source.read(0..<min(8, source.count)) ?? []
        if start.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { throw AppError(.unsupported, "table.xlsx_old") }
        guard start.starts(with: [0x50, 0x4B]) else { throw AppError(.unsupported, "table.xlsx_not") }
        let (range, count) = try directory()
        guard let bytes = try source.read(range) else { throw ZipArchive.damaged("zip") }
        try readDirectory(bytes, count)
    }

    package static func damaged(_ part: String) -> AppError { AppError(.invalid, Message("table.xlsx_damaged", ["part": part])) }

    /// Where the central directory lies and how many parts it has, from the record at the end of the file.
    private func directory() throws(AppError) -> (Range<Int>, Int) {
        let tailStart = max(0, source.count - 65_557)
        guard let tail = try source.read(tailStart..<source.count) else { throw ZipArchive.damaged("zip") }
        var at = tail.count - 22
        while at >= 0, !(tail[at] == 0x50 && tail[at + 1] == 0x4B && tail[at + 2] == 5 && tail[at + 3] == 6) { at -= 1 }
        guard at >= 0 else { throw ZipArchive.damaged("zip") }
        let count = little(tail, at + 10, 2)
        let size = little(tail, at + 12, 4)
        let offset = little(tail, at + 16, 4)
        // A workbook has a few dozen parts; thousands are somebody's trick.
        guard count <= 10_000, offset + size <= source.count else { throw ZipArchive.damaged("zip") }
        return (offset..<offset + size, count)
    }

    private mutating func readDirectory(_ bytes: [UInt8], _ count: Int) throws(AppError) {
        var at = 0
        for _ in 0..<count {
            guard at + 46 <= bytes.count, little(bytes, at, 4) == 0x0201_4B50 else { throw ZipArchive.damaged("zip") }
            let nameLength = little(bytes, at + 28, 2)
            let extraLength = little(bytes, at + 30, 2)
            let commentLength = little(bytes, at + 32, 2)
            let extraAt = at + 46 + nameLength
            guard extraAt + extraLength + commentLength <= bytes.count else { throw ZipArchive.damaged("zip") }
            if little(bytes, at + 8, 2) & 1 != 0 { throw AppError(.unsupported, "table.xlsx_old") }
            let method = little(bytes, at + 10, 2)
            let name = String(decoding: bytes[(at + 46)..<extraAt], as: UTF8.self)
            var part = Part(
                name: name, isDeflated: method == 8, checksum: UInt32(little(bytes, at + 16, 4)),
                compressed: little(bytes, at + 20, 4), size: little(bytes, at + 24, 4), offset: little(bytes, at + 42, 4))
            if !name.hasSuffix("/") {
                guard method == 0 || method == 8 else { throw ZipArchive.damaged(name) }
                try widen(&part, Array(bytes[extraAt..<(extraAt + extraLength)]))
                if parts.updateValue(part, forKey: name.lowercased()) == nil { names.append(name) }
            }
            at = extraAt + extraLength + commentLength
        }
    }

    /// Sizes that do not fit 32 bits, or were not known when the part was begun, stand in the Zip64 field.
    private func widen(_ part: inout Part, _ extra: [UInt8]) throws(AppError) {
        let unknown = 0xFFFF_FFFF
        guard part.size == unknown || part.compressed == unknown || part.offset == unknown else { return }
        var at = 0
        while at + 4 <= extra.count {
            let length = little(extra, at + 2, 2)
            if little(extra, at, 2) == 1, at + 4 + length <= extra.count {
                var next = at + 4
                for path in [\Part.size, \Part.compressed, \Part.offset] where part[keyPath: path] == unknown {
                    guard next + 8 <= at + 4 + length else { throw ZipArchive.damaged(part.name) }
                    let value = little(extra, next, 8)
                    guard value >= 0, value < 1 << 40 else { throw ZipArchive.damaged(part.name) }
                    part[keyPath: path] = value
                    next += 8
                }
                return
            }
            at += 4 + length
        }
        throw ZipArchive.damaged(part.name)
    }

    /// Whether there is a part of that name, whatever its case.
    package func has(_ name: String) -> Bool { parts[name.lowercased()] != nil }

    /// The part of that name, whatever its case; `nil` when there is none.
    package func stream(_ name: String) throws(AppError) -> ZipStream? {
        let path = name.hasPrefix("/") ? String(name.dropFirst()) : name
        guard let part = parts[path.lowercased()] else { return nil }
        return try ZipStream(source, part, start(of: part))
    }

    /// Where the packed bytes of a part begin.
    package func start(of part: Part) throws(AppError) -> Int {
        guard let head = try source.read(part.offset..<part.offset + 30), little(head, 0, 4) == 0x0403_4B50 else {
            throw ZipArchive.damaged(part.name)
        }
        let start = part.offset + 30 + little(head, 26, 2) + little(head, 28, 2)
        guard start + part.compressed <= source.count else { throw ZipArchive.damaged(part.name) }
        return start
    }
}

/// A little-endian number of up to eight bytes; the caller knows that they are there.
private func little(_ bytes: [UInt8], _ at: Int, _ width: Int) -> Int {
    var value: UInt64 = 0
    for offset in (0..<width).reversed() { value = value << 8 | UInt64(bytes[at + offset]) }
    return Int(truncatingIfNeeded: value)
}
