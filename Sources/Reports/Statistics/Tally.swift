import Kernel
import Storage

/// What one report counts for in the public statistics: a pure function of the report, so that counting anew must give
/// the same sums. Confidential reports count for nothing.
struct Tally: Equatable, Sendable {
    static let numbers = [
        "received", "in_time", "late", "overdue", "reopened", "checked", "claimed", "accepted", "silent", "rejected", "rated", "stars",
    ]

    /// Month of receipt, `YYYY-MM`, on the regency's clocks.
    var month: String
    var agency: String
    var subdistrict: String
    var category: String
    /// One number for each name in ``numbers``.
    var counts: [Int]
    /// Working days it took, once checked.
    var days: Int?

    /// `nil` for a report that is not counted.
    init?(_ report: Report, offsetHours: Int) {
        guard report.disclosure != .confidential else { return nil }
        self.init(
            receivedAt: report.receivedAt, offsetHours: offsetHours, agency: report.agency, subdistrict: report.place.subdistrict,
            category: report.topCategory, isClaimed: report.claimedAt != nil, isChecked: report.checkedAt != nil,
            isInTime: report.isInTime, isOverdue: report.isOverdue, reopenings: report.reopenings, closure: report.closure,
            rating: report.rating, workingDays: report.workingDays)
    }

    private init(
        receivedAt: Instant, offsetHours: Int, agency: String?, subdistrict: String?, category: String, isClaimed: Bool, isChecked: Bool,
        isInTime: Bool?, isOverdue: Bool, reopenings: Int, closure: Report.Closure?, rating: Int?, workingDays: Int?
    ) {
        month = String(receivedAt.parts(offsetHours: offsetHours).day.description.prefix(7))
        self.agency = agency ?? ""
        self.subdistrict = subdistrict ?? ""
        self.category = category
        func one(_ isSo: Bool) -> Int { isSo ? 1 : 0 }
        counts = [
            1, one(isChecked && isInTime == true), one(isChecked && isInTime == false), one(isOverdue && !isChecked), one(reopenings > 0),
            one(isChecked), one(isClaimed), one(closure == .accepted), one(closure == .silent), one(closure == .rejected),
            one(rating != nil), rating ?? 0,
        ]
        days = isChecked ? workingDays : nil
    }
}

extension Tally {
    /// The columns it is made of, for counting very many.
    static let columns: SQL = """
        disclosure, received_at, agency_id, subdistrict_code, top_category_id, claimed_at, checked_at, is_in_time, is_overdue, reopenings,
        closure, rating, working_days
        """

    /// As of the whole report.
    init?(row: Row, offsetHours: Int) {
        // A value this program does not know is treated as the most private one.
        guard let disclosure = Report.Disclosure(rawValue: row.text("disclosure")), disclosure != .confidential else { return nil }
        self.init(
            receivedAt: row.instant("received_at"), offsetHours: offsetHours, agency: row.textIfAny("agency_id"),
            subdistrict: row.textIfAny("subdistrict_code"), category: row.text("top_category_id"), isClaimed: !row.isNull("claimed_at"),
            isChecked: !row.isNull("checked_at"), isInTime: row.isNull("is_in_time") ? nil : row.bool("is_in_time"),
            isOverdue: row.bool("is_overdue"), reopenings: row.int("reopenings"),
            closure: row.textIfAny("closure").flatMap(Report.Closure.init(rawValue:)), rating: row.intIfAny("rating"),
            workingDays: row.intIfAny("working_days"))
    }
}

/// What an act changes in the statistics: what the report counted for before is taken away, what it counts for now added.
///
/// Kept as rows beside the totals, because running totals would make every act of the regency wait for every other; a schedule folds
/// them into the totals, and reading adds what is not folded yet. Where many acts write at once each adds a row of its own. On SQLite,
/// where acts take turns anyway, those that count in one place share a row: a thousand reports of an hour are a few rows to fold.
struct TallyChange: Sendable {
    var minus: Tally?
    var plus: Tally?

    /// `nil` when nothing that is counted changed.
    init?(from before: Report?, to after: Report, offsetHours: Int) {
        minus = before.flatMap { Tally($0, offsetHours: offsetHours) }
        plus = Tally(after, offsetHours: offsetHours)
        if minus == plus { return nil }
    }
}

extension Transaction {
    func insert(_ change: TallyChange, _ world: World) throws { try run(all: change.insertions(world, on: engine)) }
}

extension TallyChange {
    /// The statements that add it: one row, or two when the report moved from one place in the statistics to another.
    func insertions(_ world: World, on engine: Engine) -> [SQL] {
        func id(_ tally: Tally, _ days: Int?) -> String { engine == .sqlite ? tally.place(days) : world.newID(TallyChange.self).text }
        func insertion(_ tally: Tally, _ counts: [Int], days: Int?, sign: Int) -> SQL {
            TallyChange.insertion(id(tally, days), tally, counts, days: days, sign: sign)
        }
        if let minus, let plus, minus.isBeside(plus) {
            // The same place in every dimension: one row with the difference.
            var counts = plus.counts
            for index in counts.indices { counts[index] -= minus.counts[index] }
            if minus.days == plus.days { return [insertion(plus, counts, days: nil, sign: 0)] }
            if minus.days == nil { return [insertion(plus, counts, days: plus.days, sign: 1)] }
        }
        var rows: [SQL] = []
        if let minus { rows.append(insertion(minus, minus.counts.map { -$0 }, days: minus.days, sign: -1)) }
        if let plus { rows.append(insertion(plus, plus.counts, days: plus.days, sign: 1)) }
        return rows
    }

    private static func insertion(_ id: String, _ tally: Tally, _ counts: [Int], days: Int?, sign: Int) -> SQL {
        // Every report that comes in makes one, so the values are put where they stay.
        var values: [Value] = []
        values.reserveCapacity(counts.count + 7)
        values.append(id.value)
        values.append(tally.month.value)
        values.append(tally.agency.value)
        values.append(tally.subdistrict.value)
        values.append(tally.category.value)
        for count in counts { values.append(count.value) }
        values.append(days.value)
        values.append((days == nil ? 0 : sign).value)
        return row.of(values)
    }

    private static let row = RowStatement.add(
        to: "report_tally_change",
        ["id", "month", "agency_id", "subdistrict_code", "category_id"] + Tally.numbers + ["days", "days_count"],
        key: "id", sums: Tally.numbers + ["days_count"])
}

extension Tally {
    fileprivate func isBeside(_ other: Tally) -> Bool {
        month == other.month && agency == other.agency && subdistrict == other.subdistrict && category == other.category
    }

    /// Where in the statistics it counts, as one text: changes of the same working days in the same place.
    fileprivate func place(_ days: Int?) -> String {
        var place = month
        for part in [agency, subdistrict, category] {
            place += "/"
            place += part
        }
        if let days { place += "/\(days)" }
        return place
    }
}
