import Kernel
import Synchronization
import Testing

@Suite struct IdentifierTests {
    private enum Thing {}

    @Test func `ids made later sort later and have the form of UUIDv7`() {
        let clock = Mutex(Int64(1_772_330_584_005))
        var world = World.system
        world.now = {
            Instant(
                milliseconds: clock.withLock {
                    $0 += 1; return $0
                })
        }
        let ids = (0..<500).map { _ in world.newID(Thing.self) }
        #expect(ids == ids.sorted() && Set(ids).count == 500)
        for id in ids { #expect(id.text.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil) }
        #expect(ids[0].text.hasPrefix("019ca725-1a06-7") || Identifier<Thing>(checking: ids[0].text) == ids[0])
    }

    @Test(arguments: [
        "", "x", "019ca725-1a06-7000-8000-00000000000", "019ca725x1a06-7000-8000-000000000000", "'; DROP TABLE report; --aaaaaaaaaaaa",
    ])
    func `input that is no id is refused`(text: String) { #expect(Identifier<Thing>(checking: text) == nil) }

    @Test func `ids take their chance from a place of their own, which nothing secret uses`() {
        var world = World.system
        world.randomForID = { [UInt8](repeating: 0xFF, count: 10) }
        #expect(world.newID(Thing.self).text.hasSuffix("-7fff-bfff-ffffffffffff"))
        #expect(world.random(10) != world.randomForID())
    }

    @Test func `an id is read in any case and kept in lower case`() {
        #expect(Identifier<Thing>(checking: "019CA725-1A06-7000-8000-000000000000")?.text == "019ca725-1a06-7000-8000-000000000000")
    }

    @Test func `an id is the time and then chance, around version and variant`() {
        var world = World.system
        world.now = { Instant(milliseconds: 1_772_330_584_005) }
        world.randomForID = { [0xA1, 0xB2, 0xFF, 0xD4, 0xE5, 0xF6, 7, 8, 9, 10] }
        #expect(world.newID(Thing.self).text == "019ca722-87c5-71b2-bfd4-e5f60708090a")
    }
}
