import Testing

@testable import Ingest

@Suite("Patterns")
struct PatternTests {
    @Test(
        "The whole value must match",
        arguments: [
            (#"\d{16}"#, "3509112301900001", true), (#"\d{16}"#, "35091123019000012", false),
            (#"^[A-Z]{1,2}\d{5}\.\d{2}\.\d{2}$"#, "SD00001.00.00", true),
            (#"^[A-Z]{1,2}\d{5}\.\d{2}\.\d{2}$"#, "SDX00001.00.00", false), ("a|bc", "bc", true), ("a|bc", "ab", false),
            ("(ab)*", "", true), ("(ab)+", "abab", true),
            ("x?y", "y", true), (".{3}", "äöü", true), ("[^0-9]+", "Jember", true), ("[^0-9]+", "J3", false), ("[a-c\\-]+", "a-c", true),
            (#"\p{Lu}\p{Ll}+"#, "Kencong", true),
            (#"\w+@\w+\.id"#, "siti@contoh.id", true), ("a{2,3}", "aaaa", false), ("a{2,}", "aaaa", true),
            ("(?:kab|kota) .*", "kota Pasuruan", true), ("a{0}b", "b", true), ("[]a]+", "]a", true),
            // No numbers of times, so letters as they stand. libFuzzer found that the first stopped the process.
            ("a{-1}", "a{-1}", true), ("a{-1}", "a", false), ("a{1,+2}", "aa", false),
        ])
    func matches(given: (String, String, Bool)) throws { #expect(try Pattern(given.0).matches(given.1) == given.2) }

    @Test(
        "What looks around, refers back or is not closed is refused",
        arguments: ["(?=a)b", #"(a)\1"#, "(a", "[a", "*a", "a{1001}", "(a{1000}){1000}", #"\p{Xx}"#, "[z-a]", "a)"])
    func refused(pattern: String) { #expect(throws: PatternFault.self) { try Pattern(pattern) } }

    @Test("A pattern made to be slow is not")
    func slow() throws {
        // Backtracking would need 2^40 steps for this.
        let pattern = try Pattern("(a|a)*(a*)*b")
        #expect(!pattern.matches(String(repeating: "a", count: 400)))
    }
}
