import Directory
import Kernel
import Web

/// Years and money as a form has them: `y.2027` ticked and `a.2027` with words where something is done, `m.0.year`, `m.0.fund`,
/// `m.0.agency`, `m.0.amount` for each line of money. Three empty lines are always there for more.
enum ScheduleForm {
    /// - Parameter first: the first year offered.
    static func form(_ item: RoadmapItem, first: Int) -> Form {
        var form = Form(["version": "\(item.version)"])
        let start = min(first, item.years.first ?? first)
        let end = max(start + 9, item.years.last ?? 0)
        for year in start...end {
            form = form.setting("y.\(year)", item.activities[year] == nil ? "0" : "1").setting("a.\(year)", item.activities[year] ?? "")
        }
        for (index, line) in item.money.enumerated() {
            form = form.setting("m.\(index).year", "\(line.year)").setting("m.\(index).fund", line.source.rawValue)
                .setting("m.\(index).agency", line.agency?.text ?? "")
                .setting("m.\(index).amount", Format(language: .indonesian).number(line.amount))
        }
        return form
    }

    /// Years that a form has fields for.
    static func years(_ form: Form) -> [Int] {
        Set(form.values.keys.compactMap { $0.hasPrefix("a.") ? Int($0.dropFirst(2)) : nil }).sorted()
    }

    /// How many lines of money a form shows.
    static func lines(_ form: Form) -> Int {
        let used = form.values.filter { $0.key.hasPrefix("m.") && $0.key.hasSuffix(".amount") && $0.value.first?.isEmpty == false }
            .compactMap { Int($0.key.split(separator: ".")[1]) }
        return min(PlanSchedule.mostLines, (used.max() ?? -1) + 4)
    }

    /// The item as a form says it shall be, its version the one the form was made of.
    static func read(_ data: FormData, _ item: RoadmapItem, agencies: AgencyTree) throws -> RoadmapItem {
        var checker = Checker(data)
        var changed = item
        changed.version = checker.version()
        changed.activities = [:]
        changed.money = []
        let form = Form(data)
        for year in years(form) {
            let text = checker.textIfAny("a.\(year)", max: 2000) ?? ""
            // Who writes what is done means that it is done.
            if checker.isOn("y.\(year)") || !text.isEmpty { changed.activities[year] = text }
        }
        for index in 0..<lines(form) {
            guard let typed = checker.lineIfAny("m.\(index).amount", max: 60) else { continue }
            let year = checker.int("m.\(index).year", in: MoneyLine.years)
            let source = checker.choice("m.\(index).fund", of: FundSource.self)
            let agency = checker.idIfAny("m.\(index).agency", Agency.self)
            if let agency, agencies[agency] == nil { checker.add("m.\(index).agency", "directory.agency.unknown") }
            guard let amount = amount(typed, "m.\(index).amount", &checker), let year, let source else { continue }
            changed.money.append(MoneyLine(year: year, source: source, agency: agency, amount: amount))
        }
        try checker.check()
        return changed
    }

    static func amount(_ typed: String, _ field: String, _ checker: inout Checker) -> Int? {
        do throws(WrittenAmount.Fault) {
            return try WrittenAmount.rupiah(typed, isNumber: false)
        } catch {
            checker.add(field, error.message)
            return nil
        }
    }
}

extension WrittenAmount.Fault {
    /// What is wrong, for whoever typed it.
    var message: Message {
        switch self {
        case .notNumber, .fraction: "plan.import.bad_amount"
        case .negative: "plan.money.negative"
        case .absurd: Message("plan.money.absurd", ["most": Format(language: .indonesian).rupiah(MoneyLine.most)])
        }
    }
}
