import Directory
import Kernel
import Storage
import Work

/// What somebody writes about an innovation, before it is checked.
package struct InnovationDraft: Sendable, Equatable {
    package var agency: Identifier<Agency>?
    package var sheet: Identifier<InnovationSheet>?
    package var title = ""
    package var initiator: Innovation.Initiator = .agency
    package var form: Innovation.Form = .service
    package var isDigital = false
    package var function = ""
    package var theme = ""
    package var design = ""
    package var purpose = ""
    package var benefit = ""
    package var result = ""
    package var beneficiaries: Int?
    package var criteria: Set<Innovation.Criterion> = []
    /// By the number of the ``IndexIndicator``.
    package var proofs: [Int: String] = [:]

    package init() {}

    package init(_ innovation: Innovation) {
        agency = innovation.agency
        sheet = innovation.sheet
        title = innovation.title
        initiator = innovation.initiator
        form = innovation.form
        isDigital = innovation.isDigital
        function = innovation.function
        theme = innovation.theme
        design = innovation.design
        purpose = innovation.purpose
        benefit = innovation.benefit
        result = innovation.result
        beneficiaries = innovation.beneficiaries
        criteria = innovation.criteria
        proofs = innovation.proofs
    }

    func issues(_ directory: DirectoryIndex) -> [Issue] {
        var issues: [Issue] = []
        func check(_ isFine: Bool, _ field: String, _ message: Message) { if !isFine { issues.append(Issue(field, message)) } }
        check((5...200).contains(title.count), "title", "error.sheet_title")
        check(agency.flatMap { directory.agencies[$0] }?.isActive(on: directory.today) ?? false, "agency", "error.sheet_lead")
        let parts = function.split(separator: ".", omittingEmptySubsequences: false)
        let isFunction = parts.count == 2 && parts.map(\.count) == [1, 2] && function.allSatisfy { $0 == "." || ("0"..."9").contains($0) }
        check(function.isEmpty || isFunction, "function", "error.innovation_function")
        for (name, text, most) in [
            ("theme", theme, 200), ("design", design, 20_000), ("purpose", purpose, 5000), ("benefit", benefit, 5000),
            ("result", result, 5000),
        ] { check(text.count <= most, name, Message("error.too_long", ["max": "\(most)", "length": "\(text.count)"])) }
        for (number, proof) in proofs.sorted(by: { $0.key < $1.key }) {
            check(IndexIndicator.numbers.contains(number), "proof.\(number)", "error.not_offered")
            check(proof.count <= 500, "proof.\(number)", Message("error.too_long", ["max": "500", "length": "\(proof.count)"]))
        }
        check(beneficiaries.map { (0...100_000_000).contains($0) } ?? true, "beneficiaries", "error.not_a_number")
        return issues
    }

    func apply(to innovation: inout Innovation) {
        if let agency { innovation.agency = agency }
        innovation.sheet = sheet
        innovation.title = title
        innovation.initiator = initiator
        innovation.form = form
        innovation.isDigital = isDigital
        innovation.function = function
        innovation.theme = theme
        innovation.design = design
        innovation.purpose = purpose
        innovation.benefit = benefit
        innovation.result = result
        innovation.beneficiaries = beneficiaries
        innovation.criteria = criteria
        innovation.proofs = proofs.filter { !$0.value.isEmpty }
    }
}
