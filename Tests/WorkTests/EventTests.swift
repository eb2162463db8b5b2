import Kernel
import Storage
import TestSupport
import Testing
import Work

@Suite struct EventTests {
    @Test func `an event comes back as it was recorded`() async throws {
        let fixtures = try await WorkFixtures()
        let actor = Actor(kind: .client, id: "client-1")
        let event = Event(
            "thing.made", of: fixtures.subject, sequence: 1, by: actor, in: fixtures.world, agency: "pu", visibility: .party,
            details: ["b": "2", "a": "\"quoted\" \\ \n\t\u{1} ꦥ 👩‍🔧"], digest: "abc")
        try await fixtures.database.write { tx in try tx.record(event) }
        let read = try await fixtures.database.read { tx in try tx.events(of: fixtures.subject) }
        let found = try #require(read.first)
        #expect(read.count == 1 && found.id == event.id && found.at == event.at && found.kind == event.kind)
        #expect(found.actorKind == .client && found.actorID == "client-1" && found.subject == event.subject && found.sequence == 1)
        #expect(found.agency == "pu" && found.visibility == .party && found.details == event.details && found.digest == "abc")
        #expect(Seal.hash(found, sealedAt: event.at, after: Seal.origin) == Seal.hash(event, sealedAt: event.at, after: Seal.origin))
    }

    @Test func `two acts cannot both be a subject's next, and the loser leaves nothing behind`() async throws {
        let fixtures = try await WorkFixtures()
        let first = Event("thing.made", of: fixtures.subject, sequence: 1, by: .system, in: fixtures.world)
        let second = Event("thing.changed", of: fixtures.subject, sequence: 1, by: .system, in: fixtures.world)
        try await fixtures.database.write { tx in try tx.record(first) }
        let error = await #expect(throws: AppError.self) { try await fixtures.database.write { tx in try tx.record(second) } }
        #expect(error?.kind == .conflict)
        #expect(try await fixtures.count("SELECT count(*) FROM event") == 1)
        #expect(try await fixtures.count("SELECT count(*) FROM outbox") == 1)
        #expect(try await fixtures.database.read { tx in try tx.nextSequence(of: fixtures.subject) } == 2)
    }

    @Test func `equal details are equal bytes, whatever order they came in`() {
        #expect(flatJSON(["b": "2", "a": "1"]) == #"{"a":"1","b":"2"}"#)
        #expect(flatJSON([:]) == "{}" && parseFlatJSON("{}") == [:])
        let odd = ["": "", "k\"": "\u{0}\u{1f}\u{7f}\u{2028}"]
        #expect(parseFlatJSON(flatJSON(odd)) == odd)
        #expect(parseFlatJSON(#"{ "b" : "2", "a": "1" }"#) == ["a": "1", "b": "2"])
    }

    @Test func `no two lists of fields share a digest`() {
        let lists: [[String?]] = [
            [], [nil], [""], ["", ""], ["ab"], ["a", "b"], ["", "ab"], ["ab", ""], [nil, "ab"], ["\u{0}"], ["a\u{0}b"],
        ]
        #expect(Set(lists.map(Seal.digest)).count == lists.count)
    }

    @Test func `details are written with these very bytes`() {
        let details = ["b\"": "\\\n\r\t\u{1}\u{1f}/é ꦥ", "a": "", "B": "2"]
        let text = #"{"B":"2","a":"","b\"":"\\\n\r\t\u0001\u001f/é ꦥ"}"#
        #expect(flatJSON(details) == text && flatJSON(pairs: details.map { ($0.key, $0.value) }) == text)
        #expect(flatJSON(pairs: []) == "{}" && parseFlatJSON(#"{"a":"","é":"ꦥ"}"#) == ["a": "", "é": "ꦥ"])
        #expect(flatJSONBytes(pairs: [("b", "2"), ("a", "\u{8}\u{C}\r\n")]) == Array(#"{"a":"\u0008\u000c\r\n","b":"2"}"#.utf8))
    }

    @Test(arguments: ["", "{", "}", #"{"a"}"#, #"{"a":"1""#, #"{"a":"1""b":"2"}"#, #"{"a":}"#, #"{"a:1}"#, #"{,"a":"1"}"#])
    func `what are no details are none`(text: String) { #expect(parseFlatJSON(text) == [:]) }

    @Test func `fields of every type are sealed as their texts, each with its length before it`() {
        #expect(Seal.digest(["ab", nil, ""]) == "a4e3375e9a4c61a1565b588348229bf7fd6b8086dba0f0065a888d3a3b60d87e")
        let (number, degrees, flag) = (-12, -8.172, true)
        // The latter has a year of five digits.
        let (moment, far) = (Instant(milliseconds: 1_772_330_584_005), Instant(milliseconds: 400_000_000_000_000))
        var content = SealedContent()
        content.add("ab")
        content.add(number)
        content.add(degrees)
        content.add(flag)
        content.add(moment)
        content.add(far)
        content.add(nil as String?)
        content.add(nil as Int?)
        content.add(nil as Double?)
        content.add(nil as Bool?)
        content.add(nil as Instant?)
        let texts = ["ab", "-12", "-8.172", "true", moment.description, far.description, nil, nil, nil, nil, nil]
        #expect(content.hash == Seal.digest(texts))
    }

    @Test func `numbers are sealed with every one of their digits`() {
        let numbers: [Int] = [0, 1, 9, 10, 99, 100, -1, -10, 1_772_330_584_005, .max, .min]
        var content = SealedContent()
        for number in numbers { content.add(number) }
        #expect(content.hash == Seal.digest(numbers.map { String($0) }))
    }
}
