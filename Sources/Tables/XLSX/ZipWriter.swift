import CZlib
import Kernel

/// Makes a ZIP file from front to back: whoever reads it can be sent its beginning while its end is not yet known.
///
/// Bytes gather until ``take()`` hands them on. Parts have no date unless one is given, so that the same content makes the same file.
package final class ZipWriter {
    private struct Entry {
        var name: [UInt8]
        var flags: Int
        var method: Int
        var checksum: UInt32
        var packed: Int
        var size: Int
        var offset: Int
    }

    /// 1 January 1980, the first day that a ZIP file can name.
    private static let noDate = 0x0021_0000
    /// Sizes follow their part; names are UTF-8.
    private static let streamed = 0x0808

    private var output: [UInt8] = []
    private var taken = 0
    private var entries: [Entry] = []
    private var deflater = z_stream()
    private var isOpen = false
    private let level: Int32
    /// Day and time as ZIP files pack them.
    private let date: Int

    /// - Parameters:
    ///   - level: 1 (quick) to 9 (small).
    ///   - moment: that every part gets, as people's clocks show it.
    package init(level: Int = 1, at moment: (day: Day, time: TimeOfDay)? = nil) {
        self.level = Int32(level)
        guard let (day, time) = moment else {
            date = ZipWriter.noDate
            return
        }
        let (year, month, dayOfMonth) = day.civil
        let packedDay = max(0, min(127, year - 1980)) << 9 | month << 5 | dayOfMonth
        date = packedDay << 16 | time.hour << 11 | time.minute << 5 | time.second / 2
    }

    deinit { if isOpen { deflateEnd(&deflater) } }

    /// How many bytes wait to be taken.
    package var pending: Int { output.count }

    /// Bytes of the open part so far, unpacked.
    package var size: Int { entries.last?.size ?? 0 }

    /// What was made since the last call.
    package func take() -> [UInt8] {
        taken += output.count
        defer { output = [] }
        return output
    }

    /// Begins a part; the one before must have ended.
    package func begin(_ name: String) throws(AppError) {
        let entry = Entry(
            name: Array(name.utf8), flags: ZipWriter.streamed, method: 8, checksum: UInt32(truncatingIfNeeded: crc32(0, nil, 0)), packed: 0,
            size: 0, offset: taken + output.count)
        entries.append(entry)
        header(entry)
        deflater = z_stream()
        let status = deflateInit2_(
            &deflater, level, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else { throw AppError.unavailable(Message("table.xlsx_not_written", ["reason": "zlib \(status)"])) }
        isOpen = true
    }

    /// Adds to the open part.
    package func write(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard isOpen, !bytes.isEmpty else { return }
        let last = entries.count - 1
        entries[last].checksum = UInt32(truncatingIfNeeded: crc32(UInt(entries[last].checksum), bytes.baseAddress, UInt32(bytes.count)))
        entries[last].size += bytes.count
        deflate(bytes, Z_NO_FLUSH)
    }

    package func write(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer(write) }

    /// Ends the open part.
    package func end() {
        guard isOpen else { return }
        deflate(UnsafeBufferPointer(start: nil, count: 0), Z_FINISH)
        deflateEnd(&deflater)
        isOpen = false
        let entry = entries[entries.count - 1]
        little(0x0807_4B50, 4)
        little(Int(entry.checksum), 4)
        little(entry.packed, 4)
        little(entry.size, 4)
    }

    /// A whole part at once.
    package func add(_ name: String, _ content: [UInt8]) throws(AppError) {
        try begin(name)
        write(content)
        end()
    }

    /// Begins a part of another archive whose packed bytes are to follow as they are, by ``copy(_:)``.
    package func begin(copying part: ZipArchive.Part) {
        let entry = Entry(
            name: Array(part.name.utf8), flags: 0x0800, method: part.isDeflated ? 8 : 0, checksum: part.checksum, packed: part.compressed,
            size: part.size, offset: taken + output.count)
        entries.append(entry)
        header(entry)
    }

    package func copy(_ packed: [UInt8]) { output.append(contentsOf: packed) }

    /// Ends the file. Files past 4 GB are refused: nothing that is opened in a spreadsheet is as large.
    package func finish() throws(AppError) {
        let start = taken + output.count
        for entry in entries {
            little(0x0201_4B50, 4)
            little(20, 2)
            common(entry)
            little(0, 2)
            little(0, 2)
            little(0, 2)
            little(0, 4)
            little(entry.offset, 4)
            output.append(contentsOf: entry.name)
        }
        let end = taken + output.count
        guard end <= 0xFFFF_FFFE, entries.count < 0xFFFF, entries.allSatisfy({ $0.size <= 0xFFFF_FFFE }) else {
            throw AppError.tooLarge("table.xlsx_export_too_large")
        }
        little(0x0605_4B50, 4)
        little(0, 4)
        little(entries.count, 2)
        little(entries.count, 2)
        little(end - start, 4)
        little(start, 4)
        little(0, 2)
    }

    private func header(_ entry: Entry) {
        little(0x0403_4B50, 4)
        common(entry)
        output.append(contentsOf: entry.name)
    }

    private func common(_ entry: Entry) {
        little(20, 2)
        little(entry.flags, 2)
        little(entry.method, 2)
        little(date, 4)
        little(Int(entry.checksum) * (isKnown(entry) ? 1 : 0), 4)
        little(isKnown(entry) ? entry.packed : 0, 4)
        little(isKnown(entry) ? entry.size : 0, 4)
        little(entry.name.count, 2)
        little(0, 2)
    }

    /// The header before a part that is streamed cannot know its sizes; the directory does.
    private func isKnown(_ entry: Entry) -> Bool { entry.flags & 8 == 0 || entry.size > 0 || entry.packed > 0 }

    private func little(_ value: Int, _ width: Int) {
        for shift in 0..<width { output.append(UInt8(truncatingIfNeeded: value >> (shift * 8))) }
    }

    private func deflate(_ bytes: UnsafeBufferPointer<UInt8>, _ flush: Int32) {
        deflater.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
        deflater.avail_in = UInt32(bytes.count)
        let room = 64 << 10
        var isFull = true
        while isFull {
            let piece = [UInt8](unsafeUninitializedCapacity: room) { target, count in
                deflater.next_out = target.baseAddress
                deflater.avail_out = UInt32(room)
                _ = CZlib.deflate(&deflater, flush)
                count = room - Int(deflater.avail_out)
            }
            isFull = piece.count == room
            entries[entries.count - 1].packed += piece.count
            output.append(contentsOf: piece)
        }
    }
}
