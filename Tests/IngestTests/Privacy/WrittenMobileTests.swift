import Testing

@testable import Ingest

@Suite("Telephones as people write them")
struct WrittenMobileTests {
    private func mobiles(_ text: String) -> Int {
        var found = 0
        Array(text.utf8).withUnsafeBufferPointer { bytes in
            PersonScan.find(ByteView(bytes.baseAddress!, bytes.count)) { hit in if case .mobile = hit { found += 1 } }
        }
        return found
    }

    @Test(
        "They are found however their groups are set apart",
        arguments: [
            "0812-3456-7890", "0812 - 3456 - 7890", "(0812) 3456 7890", "(0812) 3456-7890", "(0812)34567890", "+62 812-3456-7890",
            "+62 (812) 3456 7890", "(+62) 81234567890", "+62812 - 3456 - 7890", "0812.3456.7890", "0812 . 3456 . 7890",
            "0812 – 3456 – 7890", "0812 - 345 - 678 - 901", "hubungi (0812) 34567890, sore", "Jl. Mawar 12 081234567890",
        ])
    func found(text: String) { #expect(mobiles(text) == 1) }

    @Test("Each of several is counted, and numbers of the State beside each other are still seen")
    func several() {
        #expect(mobiles("0812 - 3456 - 7890 atau 0813 - 4567 - 8901") == 2)
        #expect(mobiles("081234567890 081298765432") == 2)
        var women: [Bool] = []
        Array("3509112301900001 3509116301900001".utf8).withUnsafeBufferPointer { bytes in
            PersonScan.find(ByteView(bytes.baseAddress!, bytes.count)) { hit in
                if case .nationalID(let isWoman) = hit { women.append(isWoman) }
            }
        }
        #expect(women == [false, true])
    }

    @Test(
        "Times, years, amounts, codes and numbers of houses are no telephones",
        arguments: [
            "Senin 08.30 - 12.30, Selasa 13.30 - 16.00", "0830 - 1230 1330 - 1600", "2019 - 2020 - 2021 - 2022",
            "Rp 8.120.000 - 9.130.000 - 10.000.000", "1234 - 0812 - 3456 - 7890 - 1111", "(0331) 421 - 2345", "62 - 81 - 23 - 45 - 67 - 89",
            "0812 (2024)", "5.1.02.01.01.0024 - 0812",
        ])
    func others(text: String) { #expect(mobiles(text) == 0) }
}
