import Masterplan
import Testing

@Suite struct WrittenAmountTests {
    @Test(
        "money as Indonesians write it",
        arguments: [
            ("Rp 1.234.567,00", 1_234_567), ("Rp1.234.567", 1_234_567), ("Rp. 8.000.000,-", 8_000_000), ("1234567", 1_234_567),
            ("1.234", 1234), ("1,234", 1234), ("1,234,567.00", 1_234_567), ("1.234.567,5", 1_234_568), ("IDR 500.000", 500_000), ("0", 0),
            ("\u{A0}1.000\u{A0}", 1000), ("1234567.5", 1_234_568), ("1.5E+9", 1_500_000_000),
        ])
    func rupiah(_ typed: String, _ amount: Int) throws { #expect(try WrittenAmount.rupiah(typed, isNumber: false) == amount) }

    @Test("money is the same whether it is taken at a look or letter by letter")
    func looked() {
        func read(_ typed: String) -> Result<Int?, WrittenAmount.Fault> {
            do throws(WrittenAmount.Fault) {
                return .success(try WrittenAmount.rupiah(typed, isNumber: false))
            } catch {
                return .failure(error)
            }
        }
        let endings = ["", ".000", ".56", ",00", ",5", "000", ".7890", "000000000"]
        for first in ["0", "1", "12", "123", "1234", ""] {
            for second in endings {
                for third in endings {
                    for currency in ["", "Rp ", "Rp"] {
                        let typed = currency + first + second + third
                        // A blank that does not break is passed over where letters are looked at one by one.
                        #expect(read(typed) == read("\u{A0}\(typed)"), "\(typed)")
                    }
                }
            }
        }
    }

    @Test("an empty cell and a dash are nothing, not zero")
    func empty() throws {
        #expect(try WrittenAmount.rupiah("", isNumber: false) == nil)
        #expect(try WrittenAmount.rupiah("-", isNumber: false) == nil)
        #expect(try WrittenAmount.rupiah("Rp -", isNumber: false) == nil)
    }

    @Test("negative and absurd money is told apart from what is no number")
    func refused() {
        #expect(throws: WrittenAmount.Fault.negative) { try WrittenAmount.rupiah("-1.000.000", isNumber: false) }
        #expect(throws: WrittenAmount.Fault.negative) { try WrittenAmount.rupiah("(1.000.000)", isNumber: false) }
        #expect(throws: WrittenAmount.Fault.negative) { try WrittenAmount.rupiah("Rp -500", isNumber: false) }
        #expect(throws: WrittenAmount.Fault.absurd) { try WrittenAmount.rupiah("90.000.000.000.000", isNumber: false) }
        #expect(throws: WrittenAmount.Fault.absurd) { try WrittenAmount.rupiah("1E+40", isNumber: true) }
        for typed in ["seratus", "1.2.3", "12.34.567", "1,2,3", "Rp", "10 juta", "=A1"] {
            #expect(throws: WrittenAmount.Fault.notNumber, "\(typed)") { try WrittenAmount.rupiah(typed, isNumber: false) }
        }
    }

    @Test("a target's point groups thousands, its comma has decimals, and a workbook's number is what it is")
    func targets() throws {
        #expect(try WrittenAmount.decimal("1.234", isNumber: false) == "1234")
        #expect(try WrittenAmount.decimal("1.234", isNumber: true) == "1.234")
        #expect(try WrittenAmount.decimal("12,50", isNumber: false) == "12.5")
        #expect(try WrittenAmount.decimal("1,234", isNumber: false) == "1.234")
        #expect(try WrittenAmount.decimal("0.125", isNumber: false) == "0.125")
        #expect(try WrittenAmount.decimal("0.1", isNumber: true) == "0.1")
        #expect(try WrittenAmount.decimal("100%", isNumber: false) == "100")
        #expect(try WrittenAmount.decimal("-3,5", isNumber: false) == "-3.5")
        #expect(try WrittenAmount.decimal("007", isNumber: false) == "7")
    }
}
