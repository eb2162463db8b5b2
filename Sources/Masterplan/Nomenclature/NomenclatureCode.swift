/// A code of the nomenclature, `U.BB.PP.L.KK.SSSS`: affair, field, programme, level of government, activity, sub-activity. Codes are
/// text: `2.16.03.2.02.0009` loses its meaning with its zeros.
package struct NomenclatureCode: Hashable, Sendable, CustomStringConvertible {
    /// Every segment in its whole width.
    package let description: String
    /// What the number of segments says it is.
    package let kind: NomenclatureEntry.Kind

    private init(_ whole: String, _ kind: NomenclatureEntry.Kind) {
        description = whole
        self.kind = kind
    }

    /// The code one step up; `nil` for an affair.
    package var parent: NomenclatureCode? {
        switch kind {
        case .affair: nil
        case .field: NomenclatureCode(String(description.prefix(1)), .affair)
        case .programme: NomenclatureCode(String(description.prefix(4)), .field)
        case .activity: NomenclatureCode(String(description.prefix(7)), .programme)
        case .subActivity: NomenclatureCode(String(description.prefix(12)), .activity)
        }
    }

    /// Whether the field is left open for each agency to put its own in (`X.XX.01…`).
    package var isForEveryField: Bool { description.hasPrefix("X") }

    /// The code with another field in front: `X.XX.01` becomes `2.16.01` with the field `2.16`.
    package func with(field: String) -> NomenclatureCode {
        NomenclatureCode(field + description.dropFirst(4), kind == .affair ? .field : kind)
    }

    /// The same line as the nomenclature has it for every field.
    package var forEveryField: NomenclatureCode { with(field: "X.XX") }

    /// `2.16` of `2.16.03`; `nil` for an affair.
    package var field: String? { kind == .affair ? nil : String(description.prefix(4)) }

    /// What is wrong with a code as it was typed.
    package enum Fault: Error, Equatable, Sendable {
        case notACode
        /// Zeros in front of a segment are gone, as spreadsheets do it; the code was probably this one.
        case zerosLost(String)
    }

    /// Reads a code.
    /// - Throws: ``Fault``; a code whose zeros were lost is not taken silently, for `2.1` may be `2.01` or `2.10`.
    package init(checking typed: String) throws(Fault) {
        if let kind = CodeForm.segments(of: typed).flatMap(NomenclatureCode.kind(ofSegments:)) {
            self.init(typed, kind)
            return
        }
        let parts = typed.uppercased().split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard let kind = NomenclatureCode.kind(ofSegments: parts.count) else { throw .notACode }
        var isShort = false
        var whole: [String] = []
        for (part, width) in zip(parts, CodeForm.widths) {
            let isOpen = part.allSatisfy { $0 == "X" }
            guard !part.isEmpty, part.count <= width, isOpen || part.allSatisfy({ ("0"..."9").contains($0) }) else { throw .notACode }
            if part.count < width { isShort = true }
            whole.append(String(repeating: isOpen ? "X" : "0", count: width - part.count) + part)
        }
        if isShort { throw .zerosLost(whole.joined(separator: ".")) }
        self.init(whole.joined(separator: "."), kind)
    }

    /// `nil` unless the text is a code as it should be.
    package init?(_ typed: String) {
        guard let code = try? NomenclatureCode(checking: typed) else { return nil }
        self = code
    }

    /// `nil` for three-and-one, which is nothing.
    private static func kind(ofSegments segments: Int) -> NomenclatureEntry.Kind? {
        switch segments {
        case 1: .affair
        case 2: .field
        case 3: .programme
        case 5: .activity
        case 6: .subActivity
        default: nil
        }
    }
}
