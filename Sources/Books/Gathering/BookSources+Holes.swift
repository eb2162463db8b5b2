import Kernel

extension BookSource {
    /// What is missing in all that was gathered before, each hole with its next step and whose it is. Asked last.
    static let holes = BookSource { data, at in
        var gaps: [BookData.Gap] = []
        func add(_ subject: String, _ hole: String, _ agency: String = "") {
            var gap = BookData.Gap()
            gap.subject = subject
            gap.what = at.t(TextKey("books.hole.\(hole)"))
            gap.next = at.t(TextKey("books.hole.\(hole).next"))
            // What nobody leads yet is the planning agency's to take up, as in the matrix.
            gap.agency = agency.isEmpty ? at.t("books.planning_agency") : agency
            gaps.append(gap)
        }
        if data.plan != nil, data.government == nil { add(data.plan?.title ?? "", "government") }
        for objective in data.government?.objectives ?? [] where objective.indicators.isEmpty {
            add(objective.title, "indicator", objective.agency)
        }
        for dimension in data.dimensions where data.plan != nil && dimension.strategies.isEmpty { add(dimension.name, "strategy") }
        for sheet in data.sheets where sheet.initiative.isEmpty { add("\(sheet.code) \(sheet.title)", "unconnected", sheet.lead) }
        for sheet in data.sheets where sheet.indicators.isEmpty { add("\(sheet.code) \(sheet.title)", "indicator", sheet.lead) }
        for sheet in data.planned {
            let name = sheet.code.isEmpty ? sheet.title : "\(sheet.code) \(sheet.title)"
            if sheet.lead.isEmpty { add(name, "lead") }
            if !sheet.isShared { add(name, "alone", sheet.lead) }
            if sheet.years.isEmpty { add(name, "years", sheet.lead) }
            if sheet.isUnbudgeted || sheet.subActivities.isEmpty { add(name, "budget", sheet.lead) }
        }
        data.gaps += gaps
    }
}
