import Directory
import Kernel
import Storage
import Work

/// An entry of the register of innovations (UU 23/2014 art. 386–390, PP 38/2017), of an agency or a village: from idea over trial to
/// application, with what the national innovation index (IID) asks, typed once.
package struct Innovation: InnovationRecord, Identifiable {
    package static let kind = "innovation"
    package static var workflow: Workflow { .innovation }

    /// Who had it first (PP 38/2017 art. 8).
    package enum Initiator: String, Sendable, CaseIterable, Codable {
        case regent, council, agency
        case civilServant = "civil_servant"
        case citizen
        package var label: TextKey { TextKey("innovation.initiator.\(rawValue)") }
    }

    /// What it is about (PP 38/2017 art. 5).
    package enum Form: String, Sendable, CaseIterable, Codable {
        case governance, service, other
        package var label: TextKey { TextKey("innovation.form.\(rawValue)") }
    }

    /// What makes it an innovation (PP 38/2017 art. 6).
    package enum Criterion: String, Sendable, CaseIterable, Codable {
        case renewal, benefit
        case noBurden = "no_burden"
        case authority, replicable
        package var label: TextKey { TextKey("innovation.criterion.\(rawValue)") }
    }

    package var id: Identifier<Innovation>
    package var code: String
    package var agency: Identifier<Agency>
    package var sheet: Identifier<InnovationSheet>?
    /// The idea it came from, and the innovation of another agency it repeats.
    package var idea: Identifier<Idea>?
    package var replicates: Identifier<Innovation>?
    /// `idea`, `trial`, `applied` or `stopped`.
    package var state: String
    package var workflowVersion: Int
    package var version: Int
    package var title: String
    package var initiator: Initiator
    package var form: Form
    package var isDigital: Bool
    /// Code of the government function it belongs to (*bidang urusan*), such as `2.16`; empty while unknown.
    package var function: String
    package var theme: String
    /// How it is built and works; the index wants 300 words.
    package var design: String
    package var purpose: String
    package var benefit: String
    package var result: String
    package var beneficiaries: Int?
    package var criteria: Set<Criterion>
    /// Documents and addresses by the number of the ``IndexIndicator`` they show.
    package var proofs: [Int: String] = [:]
    package var trialOn: Day?
    package var appliedOn: Day?
    package var createdAt: Instant
    package var updatedAt: Instant

    package var recordID: String { id.text }
    package var holder: String? { agency.text }

    package var fields: [String: String]? {
        var fields = [
            "agency": agency.text, "state": state, "title": title, "initiator": initiator.rawValue, "form": form.rawValue,
            "is_digital": isDigital ? "ya" : "tidak", "function": function, "theme": theme, "design": design, "purpose": purpose,
            "benefit": benefit, "result": result, "criteria": criteria.map(\.rawValue).sorted().joined(separator: " "),
        ]
        for (number, proof) in proofs { fields["proof.\(number)"] = proof }
        fields["beneficiaries"] = beneficiaries.map(String.init)
        fields["trial_on"] = trialOn?.description
        fields["applied_on"] = appliedOn?.description
        return fields.filter { !$0.value.isEmpty }
    }

    package var digested: [String?] {
        let columns: [String?] = [
            id.text, code, agency.text, sheet?.text, idea?.text, replicates?.text, state, String(workflowVersion), String(version), title,
            initiator.rawValue, form.rawValue, String(isDigital), function, theme, design, purpose, benefit, result,
            beneficiaries.map(String.init), criteria.map(\.rawValue).sorted().joined(separator: " "), trialOn?.description,
            appliedOn?.description, createdAt.description, updatedAt.description,
        ]
        return proofs.isEmpty ? columns : columns + [proofText]
    }

    /// As it is kept.
    var proofText: String { flatJSON(Dictionary(uniqueKeysWithValues: proofs.map { ("\($0.key)", $0.value) })) }

    /// The register is public.
    package func maySee(_ actor: Actor, _ tx: Transaction) throws -> Bool { true }

    /// Words of the design that the index counts.
    package static let designWords = 300
    /// What the index still misses, in the order of its form; empty when the entry can be sent.
    package var gaps: [TextKey] {
        var gaps: [TextKey] = []
        if state == "idea" || trialOn == nil { gaps.append("innovation.gap.trial") }
        if function.isEmpty { gaps.append("innovation.gap.function") }
        if design.split(whereSeparator: \.isWhitespace).count < Self.designWords { gaps.append("innovation.gap.design") }
        if purpose.isEmpty { gaps.append("innovation.gap.purpose") }
        if benefit.isEmpty { gaps.append("innovation.gap.benefit") }
        if result.isEmpty { gaps.append("innovation.gap.result") }
        if criteria.count < Criterion.allCases.count { gaps.append("innovation.gap.criteria") }
        if proofs.count < IndexIndicator.all.count { gaps.append("innovation.gap.proofs") }
        return gaps
    }
}

extension Workflow {
    /// Idea, trial, application (*inisiatif, uji coba, penerapan*); an innovation that ended says why.
    package static let innovation: Workflow = {
        let owner = Doer.holder(.editInnovations)
        return Workflow(
            name: Innovation.kind, version: 1, initial: "idea",
            states: [State("idea"), State("trial"), State("applied"), State("stopped", isFinal: true)],
            acts: [
                Act("edit", from: ["idea", "trial", "applied"], by: owner), Act("try", from: ["idea"], to: "trial", by: owner),
                Act("apply", from: ["trial"], to: "applied", by: owner),
                Act("stop", from: ["idea", "trial", "applied"], to: "stopped", by: owner, needs: [.reason]),
                Act("resume", from: ["stopped"], to: "trial", by: owner, needs: [.reason]),
            ], clocks: [])
    }()
}
