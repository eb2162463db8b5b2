import Kernel
import Testing

@testable import Web

@Suite struct CheckerTests {
    private enum Kind: String { case complaint, aspiration }

    @Test func readsWhatFits() {
        var checker = Checker([
            "title": "  Jalan \u{202E}rusak  ", "text": "a\r\nb", "kind": "complaint", "count": "1.250", "rate": "4,5", "day": "1/3/2026",
            "mail": "siti@contoh.id", "phone": "0812-3456-7890", "agree": "on", "password": "  sp ace ",
        ])
        #expect(checker.line("title", max: 20) == "Jalan rusak")
        #expect(checker.text("text", max: 20) == "a\nb")
        #expect(checker.choice("kind", of: Kind.self) == .complaint)
        #expect(checker.int("count", in: 0...2000) == 1250)
        #expect(checker.doubleIfAny("rate", in: 0...5) == 4.5)
        #expect(checker.day("day")?.description == "2026-03-01")
        #expect(checker.emailIfAny("mail") == "siti@contoh.id")
        #expect(checker.phoneIfAny("phone") == "+6281234567890")
        #expect(checker.secret("password") == "  sp ace ")
        #expect(checker.isOn("agree"))
        #expect(!checker.isOn("other"))
        #expect(checker.isFine)
    }

    @Test func saysEverythingThatIsWrongAtOnce() {
        var checker = Checker([
            "long": String(repeating: "é", count: 21), "kind": "other", "count": "1e3", "range": "7", "day": "31/2/2026", "mail": "a@b",
            "phone": "12",
        ])
        _ = checker.line("missing", max: 5)
        _ = checker.line("long", max: 20)
        _ = checker.choice("kind", of: Kind.self)
        _ = checker.int("count", in: 0...9)
        _ = checker.int("range", in: 1...5)
        _ = checker.day("day")
        _ = checker.emailIfAny("mail")
        _ = checker.phoneIfAny("phone")
        #expect(
            checker.issues.map { "\($0.field) \($0.message.key)" } == [
                "missing error.missing", "long error.too_long", "kind error.not_offered", "count error.not_a_number",
                "range error.out_of_range",
                "day error.not_a_day", "mail error.not_an_email", "phone error.not_a_phone",
            ])
        #expect(throws: AppError.self) { try checker.check() }
        #expect(checker.form.value("kind") == "other")
        #expect(checker.form.issue("kind")?.key == "error.not_offered")
    }

    @Test func emptyIsNothingWhereItMayBe() {
        var checker = Checker(["a": "", "b": "  "])
        #expect(checker.lineIfAny("a", max: 3) == nil)
        #expect(checker.intIfAny("b", in: 0...1) == nil)
        #expect(checker.dayIfAny("c") == nil)
        #expect(checker.choiceIfAny("a", of: Kind.self) == nil)
        #expect(checker.isFine)
    }

    @Test func aLengthIsCountedInLettersNotBytes() {
        var checker = Checker(["a": String(repeating: "🚧", count: 20)])
        _ = checker.line("a", max: 20)
        #expect(checker.isFine)
    }

    @Test func aFormOfVeryManyFieldsGivesTheFirstValueOfEachName() {
        for count in [1, 63, 64, 65, 20_000] {
            var fields = (0..<count).map { ("f\($0)", "\($0)") }
            fields.append(("f0", "again"))
            let data = FormData(fields)
            #expect(data.raw("f0") == "0" && data["f\(count - 1)"] == "\(count - 1)" && data.raw("none") == nil)
            #expect(data.all("f0") == ["0", "again"])
            var grown = FormData()
            for (name, value) in fields { grown.add(name, value) }
            #expect(grown.raw("f0") == "0" && grown.raw("f\(count - 1)") == "\(count - 1)" && grown.raw("none") == nil)
        }
    }

    @Test func aFormForgetsSecrets() {
        let form = Form(FormData([("name", "Siti"), ("password", "x"), ("kata_sandi", "x"), ("_csrf", "x")]))
        #expect(form.value("name") == "Siti")
        #expect(form.value("password").isEmpty && form.value("kata_sandi").isEmpty && form.value("_csrf").isEmpty)
    }
}
