import Directory
import Kernel
import Web

/// What somebody says about a file before it is read.
enum ImportForm {
    static func form(today: Int) -> Form {
        Form(["kind": PlanEdition.Kind.annualWork.rawValue, "year": "\(today + 1)", "source": "SIPD", "amounts": "planned"])
    }

    /// - Returns: the scope and the name of the program the file comes from.
    static func read(_ data: FormData, _ directory: DirectoryIndex, by actor: Actor) throws -> (scope: PlanScope, source: String) {
        var checker = Checker(data)
        let kind = checker.choice("kind", of: PlanEdition.Kind.self)
        let from = checker.int("year", in: MoneyLine.years)
        let to = checker.intIfAny("to_year", in: MoneyLine.years) ?? from
        var agency = checker.idIfAny("agency", Agency.self)
        let source = checker.lineIfAny("source", max: 60) ?? "SIPD"
        if let agency, directory.agencies[agency] == nil { checker.add("agency", "directory.agency.unknown") }
        if let kind, !PlanScope.kinds.contains(kind) { checker.add("kind", "error.not_offered") }
        if let from, let to, to < from { checker.add("to_year", "plan.import.years_turned") }
        let isSpending = checker.lineIfAny("amounts", max: 20) == "spent"
        if isSpending, let kind, kind != .annualWork { checker.add("amounts", "plan.import.spending_of_renja") }
        try checker.check()
        guard let kind, let from, let to else { throw AppError.invalid("year", "error.missing") }
        // Whoever writes for one agency alone means that one.
        if agency == nil, !actor.may(.stewardPlans), let own = actor.agencies(for: .writePlans), own.count == 1 {
            agency = own.first.map { Identifier($0) }
        }
        // What a program calls its columns differs between the two kinds of table.
        let name = isSpending ? "\(Plain.line(source)) realisasi" : Plain.line(source)
        return (PlanScope(kind: kind, years: from...to, agency: agency, isSpending: isSpending), name)
    }

    /// Columns chosen on the page: field `column.3` with the heading in `heading.3`.
    static func columns(_ data: FormData) throws -> [String: PlanColumn] {
        var chosen: [String: PlanColumn] = [:]
        var issues: [Issue] = []
        for (name, value) in data.fields where name.hasPrefix("column.") {
            guard let heading = data["heading.\(name.dropFirst(7))"], !heading.isEmpty else { continue }
            guard let column = PlanColumn(rawValue: value) else {
                issues.append(Issue(name, "error.not_offered"))
                continue
            }
            chosen[heading] = column
        }
        if !issues.isEmpty { throw AppError.invalid(issues) }
        return chosen
    }
}
