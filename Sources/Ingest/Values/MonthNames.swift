/// Months by name, in Indonesian and English, whole or shortened to no less than three letters.
enum MonthNames {
    private static let names: [[StaticString]] = [
        ["januari", "january"], ["februari", "february", "pebruari"], ["maret", "march", "mrt"], ["april"], ["mei", "may"],
        ["juni", "june"],
        ["juli", "july"], ["agustus", "august", "agt", "ags", "agust"], ["september", "spt"], ["oktober", "october"],
        ["november", "nopember"],
        ["desember", "december"],
    ]

    static func month(_ word: ByteView) -> Int? {
        guard word.count >= 3, word.count <= 9 else { return nil }
        for (index, forms) in names.enumerated() {
            for form in forms where word.count <= form.utf8CodeUnitCount && isPrefix(word, form) { return index + 1 }
        }
        return nil
    }

    private static func isPrefix(_ word: ByteView, _ form: StaticString) -> Bool {
        for index in 0..<word.count where ByteView.small(word[index]) != form.utf8Start[index] { return false }
        return true
    }

    private static let days: Set<String> = [
        "senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu", "ahad", "monday", "tuesday", "wednesday", "thursday", "friday",
        "saturday",
        "sunday", "sen", "sel", "rab", "kam", "jum", "sab", "min", "mon", "tue", "wed", "thu", "fri", "sat", "sun",
    ]

    /// Whether the word is a day of the week, which is passed over.
    static func isWeekday(_ word: ByteView) -> Bool { days.contains(word.string.lowercased()) }
}
