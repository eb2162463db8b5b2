/// Values with what identifies blotted out.
enum Masked {
    static func text(_ text: String, _ kind: PrivacyFinding.Kind) -> String {
        switch kind {
        case .nationalID, .familyCard: blotted(text, keeping: 6)
        case .employeeNumber, .phone: blotted(text, keeping: 4)
        case .email:
            text.firstIndex(of: "@").map { at in String(text.prefix(1)) + "***" + blotted(String(text[at...].prefix(40)), keeping: 40) }
                ?? "***"
        case .nameAndAddress: text.split(separator: " ").map { $0.prefix(1) + "***" }.joined(separator: " ")
        case .birthDate, .smallCells: blotted(text, keeping: 0)
        }
    }

    /// The first digits of numbers in the text stay, and the text around them as far as it is no digit.
    private static func blotted(_ text: String, keeping: Int) -> String {
        var digits = 0
        return String(
            text.prefix(40).map { character in
                guard character.isNumber else { return character }
                digits += 1
                return digits > keeping ? "*" : character
            })
    }
}
