import Foundation
import Kernel

/// A file written from front to back in sections, each with its checksum; it gets its name when it is whole.
final class OutputFile {
    private let path: String
    let partial: String
    private let file: Int32
    private let sink = ByteSink(capacity: 1 << 18)
    private var written = 0
    private var section = Section()
    private var hash = XXH64Stream()
    private var isDone = false

    init(path: String) throws(AppError) {
        self.path = path
        partial = path + ".partial"
        unlink(partial)
        file = try Disk.create(partial)
        try Disk.write(UnsafeRawBufferPointer(start: sink.base, count: 0), to: file)
        pad(to: Layout.headerLength, from: 0)
    }

    deinit {
        close(file)
        if !isDone { unlink(partial) }
    }

    private var length: Int { written + sink.count }

    func begin() {
        pad(to: (length + 63) / 64 * 64, from: length)
        section = Section(offset: length)
        hash = XXH64Stream()
    }

    func append(_ bytes: UnsafeRawBufferPointer) throws(AppError) {
        guard let start = bytes.baseAddress else { return }
        hash.add(bytes)
        sink.append(start.assumingMemoryBound(to: UInt8.self), bytes.count)
        if sink.count >= 1 << 18 { try flush() }
    }

    func append<T: BitwiseCopyable>(_ values: [T]) throws(AppError) {
        try values.raw { bytes throws(AppError) in try append(bytes) }
    }

    func end() -> Section {
        section.length = length - section.offset
        section.checksum = hash.finish()
        return section
    }

    /// A section in one go.
    func section<T: BitwiseCopyable>(_ values: [T]) throws(AppError) -> Section {
        begin()
        try append(values)
        return end()
    }

    /// What has been written so far, to be read again.
    func mapped() throws(AppError) -> MappedFile {
        try flush()
        return try MappedFile(path: partial)
    }

    /// Writes the directory and the header, and gives the file its name.
    func finish(_ header: (_ directory: Section, _ length: Int) -> [UInt8], directory: [UInt8]) throws(AppError) {
        let place = try section(directory)
        try flush()
        let bytes = header(place, length)
        try bytes.raw { bytes throws(AppError) in try Disk.write(bytes, to: file, at: 0) }
        guard rename(partial, path) == 0 else { throw Disk.failure("rename", path) }
        isDone = true
    }

    private func pad(to end: Int, from start: Int) {
        for _ in start..<end { sink.append(0) }
    }

    private func flush() throws(AppError) {
        try Disk.write(sink.bytes, to: file)
        written += sink.count
        sink.count = 0
    }
}
