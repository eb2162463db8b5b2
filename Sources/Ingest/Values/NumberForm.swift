/// How the numbers of a column are written. One form holds for the whole column, so that "1.234" means the same in each of its cells.
struct NumberForm: Hashable, Sendable {
    /// The decimal sign.
    var decimal: UInt8 = UInt8(ascii: ".")
    /// What groups thousands; 0 for nothing. A blank also stands for the no-break ones.
    var group: UInt8 = 0
    /// Nothing may stand around the digits but a sign.
    var isBare = false

    static let plain = NumberForm()
    static let indonesian = NumberForm(decimal: UInt8(ascii: ","), group: UInt8(ascii: "."))
    static let english = NumberForm(decimal: UInt8(ascii: "."), group: UInt8(ascii: ","))
}
