import Foundation
import Kernel
import Testing

@Suite struct InstantTests {
    @Test func `a moment's text reads back to the same moment and sorts as the moments do`() throws {
        var chance = Chance(seed: 7)
        var earlier: Instant?
        for milliseconds in (0..<4000).map({ _ in Int64.random(in: -30_000_000_000_000...200_000_000_000_000, using: &chance) }).sorted() {
            let instant = Instant(milliseconds: milliseconds)
            #expect(Instant(instant.description) == instant)
            #expect(instant.description.utf8.count == 24)
            if let earlier, earlier < instant { #expect(earlier.description < instant.description) }
            earlier = instant
        }
    }

    @Test(arguments: [
        ("2026-03-01T02:03:04.005Z", 1_772_330_584_005), ("2026-03-01 02:03:04Z", 1_772_330_584_000),
        ("2026-03-01T09:03:04+07:00", 1_772_330_584_000), ("2026-03-01T09:03:04.5+0700", 1_772_330_584_500),
        ("2026-02-28T21:33:04-04:30", 1_772_330_584_000), ("2026-03-01T09:03:04.123456+07", 1_772_330_584_123),
    ])
    func `RFC 3339 is read in all its forms`(text: String, milliseconds: Int) {
        #expect(Instant(text)?.milliseconds == Int64(milliseconds))
    }

    @Test(arguments: [
        "", "2026-03-01", "2026-03-01T02:03:04", "2026-02-29T02:03:04Z", "2026-13-01T02:03:04Z", "2026-03-01T24:00:00Z",
        "2026-03-01T02:60:00Z", "2026-03-01T02:03:04+7", "2026-03-01T02:03:04 Z", "2026-03-01T02:03:04Zx", "２０２６-03-01T02:03:04Z",
    ])
    func `anything else is no moment`(text: String) { #expect(Instant(text) == nil) }

    @Test func `clocks in the three zones show the right day around midnight`() {
        let instant = Instant("2026-12-31T16:30:00Z")!
        #expect(instant.parts(offsetHours: 7).day == Day("2026-12-31"))
        #expect(instant.parts(offsetHours: 7).time == TimeOfDay(hour: 23, minute: 30))
        #expect(instant.parts(offsetHours: 8).day == Day("2027-01-01"))
        #expect(instant.parts(offsetHours: 9).time == TimeOfDay(hour: 1, minute: 30))
    }

    @Test func `day and time of day lead back to the moment in every zone`() {
        var chance = Chance(seed: 11)
        for _ in 0..<3000 {
            let instant = Instant(milliseconds: Int64.random(in: -5_000_000_000_000...5_000_000_000_000, using: &chance))
            for offset in [7, 8, 9, 0, -5] {
                let (day, time) = instant.parts(offsetHours: offset)
                #expect(day.at(time, offsetHours: offset) == instant)
            }
        }
    }

    @Test func `a moment travels through JSON, and a wrong one is explained`() throws {
        let instant = Instant("2026-03-01T02:03:04.005Z")!
        let data = try JSONEncoder().encode([instant])
        #expect(String(decoding: data, as: UTF8.self) == #"["2026-03-01T02:03:04.005Z"]"#)
        #expect(try JSONDecoder().decode([Instant].self, from: data) == [instant])
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([Instant].self, from: Data(#"["yesterday"]"#.utf8)) }
    }
}
