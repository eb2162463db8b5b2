import Foundation
import Kernel

extension XLSXWorkbook {
    /// The merged blocks of a sheet by its position, found without reading its cells: they stand behind all rows.
    package func merges(ofSheet index: Int) throws(AppError) -> [CellRange] {
        let part = sheets[index].part
        guard let stream = try archive.stream(part) else { throw ZipArchive.damaged(part) }
        var found: [CellRange] = []
        var rest: [UInt8] = []
        while true {
            let piece = try stream.next()
            if piece.isEmpty { return found }
            rest += piece
            var at = 0
            while let mark = rest.nextMerge(from: at) {
                guard let end = rest[mark...].firstIndex(of: UInt8(ascii: ">")) else { break }
                let tag = String(decoding: rest[mark..<min(end, mark + 200)], as: UTF8.self)
                if found.count < 100_000, XLSXWorkbook.isTag(rest, mark), let range = XLSXWorkbook.reference(tag) { found.append(range) }
                at = end
            }
            // What may be the beginning of a mark that the next piece ends.
            rest.removeFirst(max(at, rest.nextMerge(from: at).map { max(0, $0 - 40) } ?? rest.count - 80, 0))
            if rest.count > 1 << 20 { rest.removeFirst(rest.count - 80) }
        }
    }

    fileprivate static let merge = Array("mergeCell ".utf8)

    /// Whether nothing but a namespace prefix stands between `<` and the name.
    private static func isTag(_ bytes: [UInt8], _ mark: Int) -> Bool {
        var at = mark - 1
        guard at >= 0 else { return false }
        if bytes[at] == UInt8(ascii: ":") {
            at -= 1
            while at >= 0, bytes[at] > 47, bytes[at] != UInt8(ascii: "<"), mark - at < 40 { at -= 1 }
        }
        return at >= 0 && bytes[at] == UInt8(ascii: "<")
    }

    private static func reference(_ tag: String) -> CellRange? {
        let parts = tag.split(whereSeparator: { $0 == "\"" || $0 == "'" })
        guard let name = parts.firstIndex(where: { $0.hasSuffix("ref=") }), name + 1 < parts.count else { return nil }
        return CellRange(String(parts[name + 1]))
    }
}

extension [UInt8] {
    /// Where `mergeCell ` occurs next: by its `g`, which is rare in sheets.
    fileprivate func nextMerge(from start: Int) -> Int? {
        withUnsafeBufferPointer { bytes in
            var at = start + 3
            while at < bytes.count, let found = memchr(bytes.baseAddress! + at, 0x67, bytes.count - at) {
                at = bytes.baseAddress!.distance(to: found.assumingMemoryBound(to: UInt8.self)) + 1
                if at + 6 <= bytes.count, bytes[at - 4..<at + 6].elementsEqual(XLSXWorkbook.merge) { return at - 4 }
            }
            return nil
        }
    }
}
