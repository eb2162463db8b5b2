import Foundation

/// The lines of a text file, read piece by piece.
struct LineFile: Sequence {
    let path: String

    func makeIterator() -> Lines { Lines(FileHandle(forReadingAtPath: path)) }

    final class Lines: IteratorProtocol {
        private let file: FileHandle?
        private var rest = Data()
        private var isAtEnd = false

        init(_ file: FileHandle?) { self.file = file }

        deinit { try? file?.close() }

        func next() -> String? {
            while true {
                if let end = rest.firstIndex(of: 10) {
                    defer { rest = rest[rest.index(after: end)...] }
                    return String(decoding: rest[..<end], as: UTF8.self)
                }
                guard !isAtEnd else {
                    defer { rest = Data() }
                    return rest.isEmpty ? nil : String(decoding: rest, as: UTF8.self)
                }
                let piece = (try? file?.read(upToCount: 1 << 16)) ?? Data()
                isAtEnd = piece.isEmpty
                rest = Data(rest) + piece
            }
        }
    }
}
