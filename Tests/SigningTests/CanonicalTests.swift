import Testing

@testable import Signing

@Suite("The one text of a value")
struct CanonicalTests {
    @Test("names are in the order of their UTF-16 units, as RFC 8785 shows")
    func order() {
        let value: CanonicalValue = [
            "\u{20ac}": "Euro Sign", "\r": "Carriage Return", "\u{fb33}": "Hebrew Letter Dalet With Dagesh", "1": "One",
            "\u{1f600}": "Emoji: Grinning Face", "\u{80}": "Control", "\u{f6}": "Latin Small Letter O With Diaeresis",
        ]
        let expected =
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u{80}\":\"Control\",\"\u{f6}\":\"Latin Small Letter O With Diaeresis\","
            + "\"\u{20ac}\":\"Euro Sign\",\"\u{1f600}\":\"Emoji: Grinning Face\",\"\u{fb33}\":\"Hebrew Letter Dalet With Dagesh\"}"
        #expect(value.text == expected)
    }

    @Test("only what must be escaped is, and there are no blanks")
    func escapes() {
        let value: CanonicalValue = ["a": ["€$\u{0F}\nA'B\"\\\\\"/", true, .null, -7, []], "b": [:]]
        #expect(value.text == #"{"a":["€$\u000f\nA'B\"\\\\\"/",true,null,-7,[]],"b":{}}"#)
    }

    @Test("a number that JavaScript would round is told apart")
    func portable() {
        #expect(CanonicalValue.array([9_007_199_254_740_991]).isPortable)
        #expect(!CanonicalValue.object(["n": 9_007_199_254_740_992]).isPortable)
        #expect(!CanonicalValue.integer(Int.min).isPortable)
    }

    @Test("two values have the same text only when they are equal")
    func different() {
        let values: [CanonicalValue] = ["1", 1, [1], ["1"], ["1": 1], true, "true", .null, "null", [], [:], ""]
        #expect(Set(values.map(\.text)).count == values.count)
    }
}
