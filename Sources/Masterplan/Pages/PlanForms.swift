import Directory
import Kernel
import Web

/// The forms of plans: their fields, and what is read out of them. The API reads its bodies through them too.
enum PlanForms {
    // MARK: Editions

    static func edition(_ checker: inout Checker) -> EditionDraft? {
        let kind = checker.choice("kind", of: PlanEdition.Kind.self)
        let title = checker.line("title", max: 200)
        let basis = checker.lineIfAny("legalBasis", max: 300) ?? ""
        let from = checker.int("fromYear", in: 2000...2099)
        let to = checker.int("toYear", in: 2000...2099)
        let agency = checker.lineIfAny("agency", max: 36)
        let above = checker.idIfAny("basis", PlanEdition.self)
        guard let kind, let from, let to else { return nil }
        return EditionDraft(kind, title: title, legalBasis: basis, fromYear: from, toYear: to, agency: agency, basis: above)
    }

    static func form(_ edition: PlanEdition) -> Form {
        Form([
            "kind": edition.kind.rawValue, "title": edition.title, "legalBasis": edition.legalBasis, "fromYear": "\(edition.fromYear)",
            "toYear": "\(edition.toYear)", "agency": edition.agency ?? "", "version": "\(edition.version)",
            "basis": edition.basis?.text ?? "",
        ])
    }

    /// - Parameters:
    ///   - isNew: kind and agency are chosen once.
    ///   - bases: what it can be written for: an RPJMD, or an RPJPD for an RPJMD.
    static func editionFields(_ page: Page, _ form: Form, _ agencies: [Choice], isNew: Bool, bases: [PlanEdition] = []) -> HTML {
        let fields = Fields(page, form)
        let above = bases.map { Choice($0.id.text, $0.title) }
        let kinds = PlanEdition.Kind.allCases.map { Choice($0.rawValue, page.t($0.label)) }
        return """
            \(if: isNew, fields.select("kind", "plan.field.kind", kinds, prompt: "plan.field.choose").html)\
            \(if: !isNew, "\(fields.hidden("kind"))\(fields.hidden("agency"))\(fields.hidden("version"))")\
            \(fields.line("title", "plan.field.title", hint: "plan.field.title_hint"))\
            \(if: isNew, fields.select("agency", "plan.field.agency", agencies, need: .optional, prompt: "plan.field.whole", hint: "plan.field.agency_hint").html)\
            \(fields.line("fromYear", "plan.field.from", kind: .number, max: 4, width: .short))\
            \(fields.line("toYear", "plan.field.to", kind: .number, max: 4, width: .short))\
            \(fields.line("legalBasis", "plan.field.legal_basis", need: .optional, hint: "plan.field.legal_hint", max: 300))\
            \(if: !above.isEmpty, fields.select("basis", "plan.basis", above, need: .optional, prompt: isNew ? "plan.field.basis_current" : "plan.field.none", hint: "plan.field.basis_hint").html)
            """
    }

    // MARK: Nodes

    static func node(_ checker: inout Checker) -> NodeDraft? {
        let level = checker.choice("level", of: PlanLevel.self)
        let code = checker.lineIfAny("code", max: 60) ?? ""
        let title = checker.line("title", min: 3, max: 500)
        let note = checker.textIfAny("note", max: 4000) ?? ""
        let parent = checker.idIfAny("parent", PlanNode.self)
        let agency = checker.lineIfAny("agency", max: 36)
        let dimension = checker.lineIfAny("dimension", max: 20)
        let subPillar = checker.lineIfAny("subPillar", max: 20)
        let position = checker.intIfAny("position", in: 0...1_000_000)
        guard let level else { return nil }
        return NodeDraft(
            level, code: code, title: title, note: note, parent: parent, agency: agency, dimension: dimension, subPillar: subPillar,
            position: position)
    }

    static func form(_ node: PlanNode) -> Form {
        Form([
            "level": node.level.rawValue, "code": node.code, "title": node.title, "note": node.note, "parent": node.parent?.text ?? "",
            "agency": node.agency ?? "", "dimension": node.dimension ?? "", "subPillar": node.subPillar ?? "",
            "position": "\(node.position)", "version": "\(node.version)",
        ])
    }

    /// - Parameter parents: nodes it may stand below.
    static func nodeFields(_ page: Page, _ form: Form, _ kind: PlanEdition.Kind, _ agencies: [Choice], _ parents: [PlanNode]) -> HTML {
        let fields = Fields(page, form)
        let levels = kind.levels.map { Choice($0.rawValue, page.t($0.label)) }
        let above = parents.map { Choice($0.id.text, "\(page.t($0.level.label)): \($0.name.prefix(90))") }
        let dimensions = CityDimension.all.map { Choice($0.id, page.t($0.label)) }
        let pillars = CityDimension.all.flatMap { dimension in
            dimension.subPillars.map { Choice($0.id, "\(page.t(dimension.label)): \(page.t($0.label))") }
        }
        let isCity = kind == .masterplan
        return """
            \(fields.select("level", "plan.field.level", levels, prompt: "plan.field.choose"))\
            \(fields.line("code", "plan.field.code", need: .optional, hint: "plan.field.code_hint", max: 60, width: .short))\
            \(fields.area("title", "plan.field.node_title", rows: 2, max: 500))\
            \(fields.select("parent", "plan.field.parent", above, need: .optional, prompt: "plan.field.no_parent"))\
            \(fields.select("agency", "plan.field.lead", agencies, need: .optional, prompt: "plan.field.nobody"))\
            \(if: isCity, fields.select("dimension", "plan.field.dimension", dimensions, need: .optional, prompt: "plan.field.none").html)\
            \(if: isCity, fields.select("subPillar", "plan.field.sub_pillar", pillars, need: .optional, prompt: "plan.field.none").html)\
            \(fields.area("note", "plan.field.note", need: .optional, max: 4000))\(fields.hidden("version"))
            """
    }

    // MARK: Indicators

    static func indicator(_ checker: inout Checker, _ years: ClosedRange<Int>) -> IndicatorDraft? {
        let name = checker.line("name", min: 3, max: 500)
        let unit = checker.line("unit", max: 80)
        let kind = checker.choiceIfAny("kind", of: PlanIndicator.Kind.self) ?? .output
        let polarity = checker.choiceIfAny("polarity", of: PlanIndicator.Polarity.self) ?? .higher
        let baseline = checker.lineIfAny("baseline", max: 40)
        let baselineYear = checker.intIfAny("baselineYear", in: 1990...2099)
        var targets: [Int: String] = [:]
        for year in years { targets[year] = checker.lineIfAny("target.\(year)", max: 40) }
        return IndicatorDraft(
            kind: kind, name: name, unit: unit, polarity: polarity, baseline: baseline, baselineYear: baselineYear, targets: targets)
    }

    static func form(_ indicator: PlanIndicator) -> Form {
        var form = Form([
            "name": indicator.name, "unit": indicator.unit, "kind": indicator.kind.rawValue, "polarity": indicator.polarity.rawValue,
            "baseline": indicator.baseline ?? "", "baselineYear": indicator.baselineYear.map(String.init) ?? "",
            "version": "\(indicator.version)",
        ])
        for (year, target) in indicator.targets { form = form.setting("target.\(year)", target) }
        return form
    }

    static func indicatorFields(_ page: Page, _ form: Form, _ years: ClosedRange<Int>) -> HTML {
        let fields = Fields(page, form)
        let kinds = PlanIndicator.Kind.allCases.map { Choice($0.rawValue, page.t($0.label)) }
        let polarities = PlanIndicator.Polarity.allCases.map { Choice($0.rawValue, page.t($0.label)) }
        // All of them, also the twenty of a long-term plan: a box that is not shown would be read as emptied.
        let shown = Array(years)
        return """
            \(fields.line("name", "plan.field.indicator", max: 500))\(fields.line("unit", "plan.field.unit", max: 80, width: .short))\
            \(fields.select("kind", "plan.field.indicator_kind", kinds))\(fields.select("polarity", "plan.field.polarity", polarities))\
            \(fields.line("baseline", "plan.field.baseline", need: .optional, max: 40, width: .short))\
            \(fields.line("baselineYear", "plan.field.baseline_year", kind: .number, need: .optional, max: 4, width: .short))\
            <div class="grid grid--years">\(each: shown, { year in
                Input(
                    page, "target.\(year)", label: page.t("plan.field.target", ["year": "\(year)"]), value: form.value("target.\(year)"),
                    error: form.issue("target.\(year)").map { page.t($0) }, need: .filter, width: .short, maxLength: 40).html
            })</div>\(fields.hidden("version"))
            """
    }

    // MARK: Proposals

    static func link(_ checker: inout Checker, from: Identifier<PlanNode>) -> LinkDraft? {
        let to = checker.id("to", PlanNode.self)
        let kind = checker.choice("kind", of: PlanLink.Kind.self)
        let share = checker.intIfAny("share", in: 1...100)
        let due = checker.dayIfAny("due")
        let note = checker.textIfAny("note", max: 2000) ?? ""
        guard let to, let kind else { return nil }
        return LinkDraft(from: from, to: to, kind: kind, share: share, dueOn: due, note: note)
    }

    static func part(_ checker: inout Checker) -> (String, Participation.Role, Int?, Day?, String)? {
        let agency = checker.line("agency", max: 36)
        let role = checker.choiceIfAny("role", of: Participation.Role.self) ?? .support
        let share = checker.intIfAny("share", in: 1...100)
        let due = checker.dayIfAny("due")
        let note = checker.textIfAny("note", max: 2000) ?? ""
        return agency.isEmpty ? nil : (agency, role, share, due, note)
    }

    /// Agencies that can be chosen on a day, those with the widest duties first.
    static func agencies(_ directory: DirectoryIndex) -> [Choice] {
        directory.agencies.active(on: directory.today).filter { ![.village, .urbanVillage].contains($0.kind) }.map {
            Choice($0.id.text, $0.name)
        }
            + directory.agencies.active(on: directory.today).filter { [.village, .urbanVillage].contains($0.kind) }.map {
                Choice($0.id.text, $0.name)
            }
    }
}
