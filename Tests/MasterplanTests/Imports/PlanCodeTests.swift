import Masterplan
import Testing

@Suite struct PlanCodeTests {
    @Test("a code is taken as it is written")
    func plain() throws {
        let code = try #require(PlanCode("2.16.02.2.01.0028"))
        #expect(code.level == .subActivity)
        #expect(code.parent?.text == "2.16.02.2.01")
        #expect(code.parent?.parent?.text == "2.16.02")
        #expect(code.parent?.parent?.parent == nil)
        #expect(code.field == "2.16")
        #expect(PlanCode("2.16.02")?.level == .programme)
        #expect(PlanCode("2.16")?.level == .field)
    }

    @Test(
        "zeros that a spreadsheet lost are put back, with a word",
        arguments: [
            ("2.16.2.2.1.28", "2.16.02.2.01.0028"), ("1.1.2.2.1.1", "1.01.02.2.01.0001"), ("2.16.03.2.02.09", "2.16.03.2.02.0009"),
            ("2.16.02.", "2.16.02"), (" 2.16 .02", "2.16.02"),
        ])
    func mended(_ typed: String, _ whole: String) throws {
        let read = try #require(PlanCode.read(typed))
        #expect(read.code.text == whole)
        #expect(read.isMended == (typed.filter { $0 != " " } != whole && !typed.hasSuffix(".")))
    }

    @Test("a workbook's number 1.1 was 1.10")
    func number() throws {
        #expect(try #require(PlanCode.read("1.1", isNumber: true)).code.text == "1.10")
        #expect(try #require(PlanCode.read("1.1")).code.text == "1.01")
    }

    @Test(
        "what is no code is none",
        arguments: [
            "", "2", "2.16.02.2", "2.16.02.3.01.00281", "a.16.02", "0.16.02", "2.00.02", "2.16.02.2.01.0028.1", "Program", "1,16,02",
            "2.16.-2",
            "X.16.02", "2.XX.02",
        ])
    func none(_ typed: String) {
        #expect(PlanCode.read(typed) == nil)
    }

    @Test(
        "a code is the same whether it is taken as it stands or looked at closely",
        arguments: [
            "2.16.02.2.01.0028", "2.16.02.2.01", "2.16.02", "2.16", "X.XX.01.2.01.0008", "X.XX", "0.16.02", "2.00.02", "X.16.02", "2.XX.02",
            "2.16.02.2", "2.16.XX", "2.16.02:2.01", "2-16", "7",
        ])
    func looked(_ typed: String) {
        // A blank in front is the reader's to take away, and it does so letter by letter.
        let (stands, closely) = (PlanCode.read(typed), PlanCode.read(" \(typed)"))
        #expect(stands?.code == closely?.code)
        #expect(stands?.isMended == closely?.isMended)
    }

    @Test("X.XX gives way to the agency's own field, and the nomenclature lists it once")
    func everyone() throws {
        let code = try #require(PlanCode("X.XX.01.2.01.0008"))
        #expect(code.isForEveryone)
        #expect(code.filled(field: "2.16").text == "2.16.01.2.01.0008")
        #expect(code.filled(field: "2.16").listed == code)
        #expect(PlanCode("2.16.02.2.01.0028")?.listed.text == "2.16.02.2.01.0028")
    }

    @Test("titles that begin with their code give both")
    func leading() throws {
        let found = try #require(PlanCode.leading("2.16.02.2.01.0028 Pengelolaan Pengaduan Masyarakat"))
        #expect(found.code.text == "2.16.02.2.01.0028")
        #expect(found.title == "Pengelolaan Pengaduan Masyarakat")
        #expect(PlanCode.leading("Pengelolaan 2.16.02") == nil)
        #expect(PlanCode.leading("2024 Tahun Baru") == nil)
    }

    @Test("an agency's code as SIPD writes it says its field")
    func agency() {
        #expect(PlanCode.agencyField("2.16.0.00.0.00.01.0000") == "2.16")
        #expect(PlanCode.agencyField("1.3.2.10.0.00.01.0000") == "1.03")
        #expect(PlanCode.agencyField("2.16.02.2.01.0028") == nil)
        #expect(PlanCode.agencyField("DISKOMINFO") == nil)
    }
}
