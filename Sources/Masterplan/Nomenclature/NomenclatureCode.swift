/// A code of the nomenclature, `U.BB.PP.L.KK.SSSS`: affair, field, programme, level of government, activity, sub-activity. Codes are
/// text: `2.16.03.2.02.0009` loses its meaning with its zeros.
package struct NomenclatureCode: Hashable, Sendable, CustomStringConvertible {
    package let segments: [String]

    package var description: String { segments.joined(separator: ".") }

    /// Widths of the six segments.
    private static let widths = [1, 2, 2, 1, 2, 4]

    /// What the number of segments says it is; `nil` for three-and-one, which is nothing.
    package var kind: NomenclatureEntry.Kind? {
        switch segments.count {
        case 1: .affair
        case 2: .field
        case 3: .programme
        case 5: .activity
        case 6: .subActivity
        default: nil
        }
    }

    /// The code one step up; `nil` for an affair.
    package var parent: NomenclatureCode? {
        switch segments.count {
        case 6, 3, 2: NomenclatureCode(segments: segments.dropLast())
        case 5: NomenclatureCode(segments: segments.dropLast(2))
        default: nil
        }
    }

    /// Whether the field is left open for each agency to put its own in (`X.XX.01…`).
    package var isForEveryField: Bool { segments[0] == "X" }

    /// The code with another field in front: `X.XX.01` becomes `2.16.01` with the field `2.16`.
    package func with(field: String) -> NomenclatureCode {
        NomenclatureCode(segments: field.split(separator: ".").map(String.init) + segments.dropFirst(2))
    }

    /// The same line as the nomenclature has it for every field.
    package var forEveryField: NomenclatureCode { with(field: "X.XX") }

    /// `2.16` of `2.16.03`; `nil` for an affair.
    package var field: String? { segments.count < 2 ? nil : "\(segments[0]).\(segments[1])" }

    private init(segments: [String]) { self.segments = segments }

    /// What is wrong with a code as it was typed.
    package enum Fault: Error, Equatable, Sendable {
        case notACode
        /// Zeros in front of a segment are gone, as spreadsheets do it; the code was probably this one.
        case zerosLost(String)
    }

    /// Reads a code.
    /// - Throws: ``Fault``; a code whose zeros were lost is not taken silently, for `2.1` may be `2.01` or `2.10`.
    package init(checking typed: String) throws(Fault) {
        let parts = typed.uppercased().split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= 6, parts.count != 4 else { throw .notACode }
        var isShort = false
        var whole: [String] = []
        for (part, width) in zip(parts, NomenclatureCode.widths) {
            let isOpen = part.allSatisfy { $0 == "X" }
            guard !part.isEmpty, part.count <= width, isOpen || part.allSatisfy({ ("0"..."9").contains($0) }) else { throw .notACode }
            if part.count < width { isShort = true }
            whole.append(String(repeating: isOpen ? "X" : "0", count: width - part.count) + part)
        }
        if isShort { throw .zerosLost(whole.joined(separator: ".")) }
        segments = whole
    }

    /// `nil` unless the text is a code as it should be.
    package init?(_ typed: String) {
        guard let code = try? NomenclatureCode(checking: typed) else { return nil }
        self = code
    }
}
