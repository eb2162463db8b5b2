/// Camera's notes as a phone writes them: how it was held, its make, when and where.
enum ExifSample {
    static let make = "KAMERA-RAHASIA"

    /// A TIFF structure with orientation, make, time 2024-03-01 09:30:00 (+08:00 when `zone`), and 8°10′12″ S 113°42′36″ E.
    static func tiff(orientation: Int = 6, zone: Bool = true, bigEndian: Bool = false) -> [UInt8] {
        func short(_ n: Int) -> [UInt8] { bigEndian ? [UInt8(n >> 8 & 255), UInt8(n & 255)] : [UInt8(n & 255), UInt8(n >> 8 & 255)] }
        func long(_ n: Int) -> [UInt8] { bigEndian ? short(n >> 16) + short(n & 0xFFFF) : short(n & 0xFFFF) + short(n >> 16) }
        func entry(_ tag: Int, _ type: Int, _ count: Int, _ value: [UInt8]) -> [UInt8] {
            short(tag) + short(type) + long(count) + value + [UInt8](repeating: 0, count: 4 - value.count)
        }
        func text(_ text: String) -> [UInt8] { Array(text.utf8) + [0] }
        func rationals(_ values: [Int]) -> [UInt8] { values.flatMap { long($0) + long(1) } }
        // Main list at 8 (4 entries), detail list at 62 (2 entries), place list at 92 (4 entries), values from 146.
        let makeAt = 146
        let timeAt = makeAt + make.utf8.count + 1
        let zoneAt = timeAt + 20
        let latitudeAt = zoneAt + 7
        let longitudeAt = latitudeAt + 24
        var bytes: [UInt8] = bigEndian ? [0x4D, 0x4D, 0, 0x2A] : [0x49, 0x49, 0x2A, 0]
        bytes += long(8)
        bytes += short(4)
        bytes += entry(0x010F, 2, make.utf8.count + 1, long(makeAt))
        bytes += entry(0x0112, 3, 1, short(orientation))
        bytes += entry(0x8769, 4, 1, long(62))
        bytes += entry(0x8825, 4, 1, long(92))
        bytes += long(0)
        bytes += short(2)
        bytes += entry(0x9003, 2, 20, long(timeAt))
        bytes += entry(zone ? 0x9011 : 0x9FFF, 2, 7, long(zoneAt))
        bytes += long(0)
        bytes += short(4)
        bytes += entry(1, 2, 2, text("S"))
        bytes += entry(2, 5, 3, long(latitudeAt))
        bytes += entry(3, 2, 2, text("E"))
        bytes += entry(4, 5, 3, long(longitudeAt))
        bytes += long(0)
        bytes += text(make) + text("2024:03:01 09:30:00") + text("+08:00")
        bytes += rationals([8, 10, 12]) + rationals([113, 42, 36])
        return bytes
    }

    /// A JPEG with these notes in it, and a comment besides.
    static func add(_ tiff: [UInt8], to jpeg: [UInt8]) -> [UInt8] {
        let notes = [0x45, 0x78, 0x69, 0x66, 0, 0] + tiff
        let comment = Array("komentar \(make)".utf8)
        return jpeg.prefix(2) + segment(0xE1, notes) + segment(0xFE, comment) + jpeg.dropFirst(2)
    }

    static func segment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] {
        [0xFF, marker, UInt8((content.count + 2) >> 8), UInt8((content.count + 2) & 255)] + content
    }
}
