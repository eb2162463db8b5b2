/// What can be said about a picture without decoding it.
enum LogoFile {
    static let largest = 300 << 10

    /// Width and height of a PNG; `nil` for anything else. Only PNG is taken: it keeps its transparency and cannot carry a script.
    static func size(png bytes: [UInt8]) -> (width: Int, height: Int)? {
        let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        guard bytes.count > 33, bytes.starts(with: signature), bytes[12..<16].elementsEqual("IHDR".utf8) else { return nil }
        func number(_ at: Int) -> Int { bytes[at..<(at + 4)].reduce(0) { $0 << 8 | Int($1) } }
        return (number(16), number(20))
    }
}
