import Kernel
import Storage

extension NomenclatureCode {
    /// What is wrong with the form of a code as it was typed; `nil` when nothing is. Whether the nomenclature has it is asked by
    /// ``Storage/Transaction/nomenclatureFault(_:on:)``.
    package static func fault(_ typed: String, _ kind: NomenclatureEntry.Kind) -> Message? {
        do throws(Fault) {
            return try NomenclatureCode(checking: typed).kind == kind ? nil : Message("plan.error.code_level", ["level": kind.rawValue])
        } catch .zerosLost(let probable) {
            return Message("plan.error.code_zeros", ["code": typed, "probable": probable])
        } catch {
            return Message("plan.error.code_form", ["code": typed])
        }
    }
}

extension Transaction {
    /// What is wrong with a well-formed code on a day: the nomenclature has given it another, or does not know it. `nil` when it is there,
    /// and where no nomenclature is kept.
    package func nomenclatureFault(_ code: String, on day: Day) throws -> Message? {
        guard let current = try nomenclatureEdition(on: day) ?? nomenclatureEditions().first else { return nil }
        if try nomenclature(code: code, in: current.id) != nil { return nil }
        if let now = try nomenclature(replacing: code, in: current.id).first {
            return Message("plan.error.code_replaced", ["code": code, "now": now.code, "title": now.title, "edition": current.name])
        }
        return Message("plan.error.code_unknown", ["code": code, "edition": current.name])
    }
}
