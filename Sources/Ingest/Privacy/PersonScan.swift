/// Looks through a text for numbers and addresses that stand for people.
struct PersonScan {
    enum Hit { case nationalID(isWoman: Bool), employeeNumber, mobile, email, otherSixteen }

    /// Calls the closure for each find.
    @inline(__always)
    static func find(_ text: ByteView, _ body: (Hit) -> Void) {
        guard text.count >= 6 else { return }
        var at = 0
        var digits = 0
        while at < text.count {
            let byte = text[at]
            if isDigit(byte) {
                digits &+= 1
            } else if byte == UInt8(ascii: "@") {
                if isEmail(text, at) { body(.email) }
            }
            at &+= 1
        }
        // Few texts have as many digits as a number of a person.
        if digits >= 10 { numbers(text, body) }
    }

    /// Runs of digits, with the signs between them by which people group them.
    private static func numbers(_ text: ByteView, _ body: (Hit) -> Void) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 24) { run in
            var count = 0
            var isTooLong = false
            var gap = 0
            var start = 0
            var isBroken = false
            func close(_ end: Int) {
                if !isTooLong, count >= 10, let hit = hit(UnsafePointer(run.baseAddress!), count) {
                    body(hit)
                } else if count >= 10 {
                    // Two numbers, or one behind that of a house, with nothing but a space between them.
                    unbroken(text, start, end, body)
                }
                count = 0
                isTooLong = false
                gap = 0
            }
            for at in 0..<text.count {
                let byte = text[at]
                if isDigit(byte) {
                    if count == 0 { start = at }
                    if count < 20 { run[count] = byte; count += 1 } else { isTooLong = true }
                    gap = 0
                } else if count > 0, gap == 0, byte == UInt8(ascii: " ") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") {
                    gap += 1
                } else {
                    if count > 1, count < 10 { isBroken = true }
                    close(at)
                }
            }
            close(text.count)
            if isBroken { for _ in 0..<WrittenMobile.count(text) { body(.mobile) } }
        }
    }

    /// Each group of digits as it stands, where together they are no number.
    private static func unbroken(_ text: ByteView, _ start: Int, _ end: Int, _ body: (Hit) -> Void) {
        var at = start
        while at < end {
            let first = at
            while at < end, isDigit(text[at]) { at += 1 }
            let count = at - first
            if count >= 10, let hit = hit(text.start + first, count) { body(hit) }
            at += 1
        }
    }

    private static func hit(_ digits: UnsafePointer<UInt8>, _ count: Int) -> Hit? {
        switch count {
        case 16: PersonNumbers.nationalID(digits).map { .nationalID(isWoman: $0) } ?? .otherSixteen
        case 18: PersonNumbers.isEmployeeNumber(digits) ? .employeeNumber : nil
        default: PersonNumbers.isMobile(digits, count) ? .mobile : nil
        }
    }

    private static func isEmail(_ text: ByteView, _ at: Int) -> Bool {
        guard at > 0, at + 3 < text.count, isWordByte(text[at - 1]) else { return false }
        var end = at + 1
        var dots = 0
        while end < text.count, isWordByte(text[end]) || text[end] == UInt8(ascii: ".") {
            if text[end] == UInt8(ascii: ".") { dots += 1 }
            end += 1
        }
        guard dots > 0, end - at > 4 else { return false }
        // Addresses of offices stand for offices.
        let host = ByteView(text.start + at, end - at).string.lowercased()
        return !host.hasSuffix(".go.id") && !host.hasSuffix(".sch.id") && !host.hasSuffix(".desa.id")
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        isLetter(byte) || isDigit(byte) || byte == 95 || byte == 45 || byte == 46 || byte == 43
    }

    private static let institutions: Set<String> = [
        "sd", "sdn", "smp", "smpn", "sma", "sman", "smk", "smkn", "mi", "min", "mts", "ma", "tk", "paud", "puskesmas", "pustu", "cv", "pt",
        "ud", "pd", "toko", "pasar",
        "dinas", "badan", "kantor", "kecamatan", "kelurahan", "desa", "rs", "rsud", "rsu", "klinik", "koperasi", "bank", "masjid",
        "universitas", "kelompok",
        "poktan", "gapoktan", "pondok", "yayasan", "jalan", "jl", "jembatan", "terminal", "posyandu",
    ]

    /// Whether a text may be the name of somebody: a few words of letters that do not begin as institutions do.
    static func mayBeName(_ text: ByteView) -> Bool {
        guard text.count >= 3, text.count <= 60, isLetter(text[0]) else { return false }
        var words = 1
        var first = text.count
        for at in 0..<text.count {
            if isDigit(text[at]) { return false }
            if text[at] == UInt8(ascii: " ") {
                words += 1
                first = min(first, at)
            }
        }
        return words <= 7 && !institutions.contains(ByteView(text.start, first).string.lowercased())
    }
}
