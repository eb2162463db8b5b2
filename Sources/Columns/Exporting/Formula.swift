/// Texts that a spreadsheet would run as a formula.
enum Formula {
    /// Whether a text begins with `=`, `+`, `-`, `@`, a tab or a CR and is not simply a number.
    @inline(__always) static func isFormula(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = text.first else { return false }
        switch first {
        case UInt8(ascii: "="), UInt8(ascii: "@"), 9, 13: return true
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            let isNumber = text.dropFirst().allSatisfy {
                $0 &- UInt8(ascii: "0") <= 9 || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",")
            }
            return !isNumber || text.count == 1
        default: return false
        }
    }
}
