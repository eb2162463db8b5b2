import Kernel
import Web

/// The form of an agency, both ways.
enum AgencyForm {
    /// The number of days a week whose effect on deadlines was shown.
    static let seenWeek = "seen_week"

    static func form(_ agency: Agency, _ tree: AgencyTree) -> Form {
        var form = Form([
            "code": agency.code, "name": agency.name, "kind": agency.kind.rawValue, "parent": agency.parent?.text ?? "",
            "region": agency.region?.text ?? "", "governmentFunctions": agency.governmentFunctions.joined(separator: " "),
            "days_per_week": "\(agency.daysPerWeek)", "email": agency.email ?? "", "phone": agency.phone ?? "",
            "address": agency.address ?? "",
            "valid_from": agency.validFrom.description, "valid_to": agency.validTo?.description ?? "", "version": "\(agency.version)",
        ])
        for function in agency.functions { form = form.setting("function.\(function.rawValue)", "1") }
        return form
    }

    static func blank(today: Day) -> Form {
        Form(["days_per_week": "5", "valid_from": today.description, "kind": Agency.Kind.agency.rawValue])
    }

    static func draft(_ data: FormData) throws -> (draft: AgencyDraft, version: Int) {
        var checker = Checker(data)
        let code = checker.line("code", min: 2, max: 40).uppercased()
        let name = checker.line("name", min: 2, max: 160)
        let kind = checker.choice("kind", of: Agency.Kind.self)
        let parent: Identifier<Agency>? = checker.idIfAny("parent")
        let typedRegion = checker.lineIfAny("region", max: 20)
        let region = typedRegion.flatMap(RegionCode.init)
        if typedRegion != nil, region == nil { checker.add("region", "directory.import.expect_region_code") }
        let functions = Agency.Function.allCases.filter { checker.isOn("function.\($0.rawValue)") }
        let government = (checker.lineIfAny("governmentFunctions", max: 200) ?? "").split { ", ;".contains($0) }.map(String.init)
        if government.contains(where: { $0.wholeMatch(of: /\d{1,2}\.\d{2}/) == nil }) {
            checker.add("governmentFunctions", "directory.agency.bad_government_function")
        }
        let daysPerWeek = checker.int("days_per_week", in: 5...6)
        let email = checker.emailIfAny("email")
        let phone = checker.phoneIfAny("phone")
        let address = checker.textIfAny("address", max: 500)
        let validFrom = checker.day("valid_from")
        let validTo = checker.dayIfAny("valid_to")
        let version = checker.lineIfAny("version", max: 12).flatMap { Int($0) } ?? 0
        try checker.check()
        guard let kind, let daysPerWeek, let validFrom else { throw AppError.invalid(checker.issues) }
        return (
            AgencyDraft(
                code: code, name: name, kind: kind, parent: parent, region: region, functions: Set(functions),
                governmentFunctions: government,
                daysPerWeek: daysPerWeek, email: email, phone: phone, address: address, validFrom: validFrom, validTo: validTo),
            version
        )
    }

    static func html(_ page: Page, _ form: Form, action: String, id: Identifier<Agency>?, tree: AgencyTree, places: PlacesSnapshot) -> HTML
    {
        let fields = Fields(page, form)
        let below = id.map(tree.reach) ?? []
        let parents = tree.outline { $0.mergedInto == nil }.filter { !below.contains($0.agency.id.text) }
        let regions = places.subdistricts.flatMap { [$0] + places.children(of: $0.code) }
        return """
            \(fields.summary)\(PostForm(page, action, """
            \(fields.hidden("version"))\(if: !form.value(seenWeek).isEmpty, fields.hidden(seenWeek))
            \(fields.line("name", "directory.field.name", max: 160))
            \(fields.line("code", "directory.field.code", hint: "directory.agency.code.hint", max: 40, width: .code))
            \(fields.select("kind", "directory.field.kind", Agency.Kind.allCases.map { Choice($0.rawValue, page.t($0.label)) }))
            \(fields.select("parent", "directory.field.parent", parents.map { Choice($0.agency.id.text, String(repeating: "– ", count: $0.depth) + $0.agency.name) }, need: .optional, prompt: "directory.agency.no_parent_choice"))
            \(fields.select("region", "directory.field.region", regions.map { Choice($0.code.text, regionLabel($0)) }, need: .optional, prompt: "directory.agency.no_region_choice", hint: "directory.agency.region.hint"))
            <fieldset class="field"><legend class="label">\(page.t("directory.field.functions"))</legend><p class="hint">\(page.t("directory.agency.functions.hint"))</p>\
            \(with: form.issue("functions"), { "<p class=\"error\">\(page.t($0))</p>" })\
            \(each: Agency.Function.allCases, { Checkbox(page, "function.\($0.rawValue)", label: page.t($0.label), isChecked: form.value("function.\($0.rawValue)") == "1", need: .filter).html })</fieldset>
            \(fields.line("governmentFunctions", "directory.field.governmentFunctions", need: .optional, hint: "directory.agency.government.hint"))
            \(fields.radios("days_per_week", "directory.field.daysPerWeek", [Choice("5", page.t("directory.week.5")), Choice("6", page.t("directory.week.6"))], hint: "directory.agency.week.hint", isRow: true))
            \(fields.line("email", "directory.field.email", kind: .email, need: .optional))
            \(fields.line("phone", "directory.field.phone", kind: .tel, need: .optional))
            \(fields.area("address", "directory.field.address", need: .optional, max: 500))
            \(fields.day("valid_from", "directory.field.validFrom"))
            \(fields.day("valid_to", "directory.field.validTo", need: .optional, hint: "directory.valid_to.hint"))
            <p class="row">\(Button(page.t("directory.save"))) \(Button(page.t("directory.cancel"), kind: .plain, link: id.map { DirectoryPaths.agency($0.text) } ?? DirectoryPaths.agencies()))</p>
            """))
            """
    }

    private static func regionLabel(_ region: Region) -> String {
        (region.kind == .village ? "– " : "") + "\(region.name) (\(region.code))"
    }
}
