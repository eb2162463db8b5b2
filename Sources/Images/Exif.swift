import Kernel

/// The camera's notes in a photo (EXIF, a TIFF structure): how it was held, when and where it was taken.
///
/// Strict and small: offsets that point outside, lists of absurd length and impossible values count as absent.
struct Exif {
    /// 1…8, as in TIFF: which way up the picture is.
    private(set) var orientation = 1
    private(set) var latitude: Double?
    private(set) var longitude: Double?
    private var time: String?
    private var zone: String?

    private struct Entry {
        var type: Int
        var count: Int
        /// Where the value lies.
        var at: Int
    }

    private let reader: ByteReader
    private let isBigEndian: Bool

    /// `nil` when the bytes are no TIFF structure.
    init?(_ bytes: ArraySlice<UInt8>) {
        reader = ByteReader(bytes)
        if reader.has([0x49, 0x49, 0x2A, 0], at: 0) {
            isBigEndian = false
        } else if reader.has([0x4D, 0x4D, 0, 0x2A], at: 0) {
            isBigEndian = true
        } else {
            return nil
        }
        guard let start = number(4, 4) else { return nil }
        let main = entries(start)
        if let value = main[0x0112].flatMap(short), (1...8).contains(value) { orientation = value }
        time = main[0x0132].flatMap(text)
        if let detail = main[0x8769].flatMap({ number($0.at, 4) }).map(entries) {
            time = detail[0x9003].flatMap(text) ?? time
            zone = detail[0x9011].flatMap(text)
        }
        if let place = main[0x8825].flatMap({ number($0.at, 4) }).map(entries) {
            let found = (degrees(place, 2, 1, negative: "S", limit: 90), degrees(place, 4, 3, negative: "W", limit: 180))
            // Cameras without a fix write zeros.
            if let north = found.0, let east = found.1, north != 0 || east != 0 { (latitude, longitude) = (north, east) }
        }
    }

    /// When the photo was taken; cameras that do not tell their zone are taken to be `offsetHours` ahead of UTC.
    func takenAt(offsetHours: Int) -> Instant? {
        guard let time, time.utf8.count >= 19 else { return nil }
        let parts = time.prefix(19).split(separator: " ")
        guard parts.count == 2 else { return nil }
        let hours = offsetHours < 10 ? "0\(offsetHours)" : "\(offsetHours)"
        let day = parts[0].split(separator: ":").joined(separator: "-")
        return zone.flatMap { Instant("\(day)T\(parts[1])\($0)") } ?? Instant("\(day)T\(parts[1])+\(hours):00")
    }

    private func number(_ at: Int, _ width: Int) -> Int? { reader.number(at, width, bigEndian: isBigEndian) }

    private func entries(_ start: Int) -> [Int: Entry] {
        guard let count = number(start, 2), count <= 512 else { return [:] }
        var entries: [Int: Entry] = [:]
        for index in 0..<count {
            let at = start + 2 + index * 12
            guard let tag = number(at, 2), let type = number(at + 2, 2), let length = number(at + 4, 4) else { break }
            let sizes = [1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8]
            guard let size = sizes[type], length <= 4096 else { continue }
            guard let value = size * length <= 4 ? at + 8 : number(at + 8, 4), value + size * length <= reader.count else { continue }
            entries[tag] = Entry(type: type, count: length, at: value)
        }
        return entries
    }

    private func short(_ entry: Entry) -> Int? { entry.type == 3 && entry.count >= 1 ? number(entry.at, 2) : nil }

    private func text(_ entry: Entry) -> String? {
        guard entry.type == 2 else { return nil }
        let bytes = (0..<entry.count).compactMap { reader[entry.at + $0] }.prefix { $0 != 0 }
        return bytes.allSatisfy { (32...126).contains($0) } ? String(decoding: bytes, as: UTF8.self) : nil
    }

    private func degrees(_ place: [Int: Entry], _ value: Int, _ side: Int, negative: String, limit: Double) -> Double? {
        guard let entry = place[value], entry.type == 5, entry.count == 3, let name = place[side].flatMap(text) else { return nil }
        var degrees = 0.0
        for (index, unit) in [1.0, 60, 3600].enumerated() {
            guard let above = number(entry.at + index * 8, 4), let below = number(entry.at + index * 8 + 4, 4) else { return nil }
            if below == 0 && above != 0 { return nil }
            degrees += below == 0 ? 0 : Double(above) / Double(below) / unit
        }
        return degrees <= limit ? (name == negative ? -degrees : degrees) : nil
    }
}
