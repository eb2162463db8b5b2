import Kernel
import Tables

/// One row of a table of agencies, read but not yet matched with what there is.
struct AgencyRow: Sendable {
    var line: Int
    var code: String?
    var name: String
    var kind: Agency.Kind
    /// Code or name of the agency above it.
    var parent: String?
    var region: RegionCode?
    var governmentFunctions: [String]
    var functions: Set<Agency.Function>?
    var daysPerWeek: Int?
    var email: String?
    var phone: String?
    var address: String?
    var validFrom: Day?
    var validTo: Day?
    /// Code or name of the agency it was merged into.
    var mergedInto: String?

    init?(_ check: inout RowCheck) {
        let name = check.line("nama", "name", max: 160)
        let kind = AgencyRow.kind(&check, name ?? "")
        let region = AgencyRow.region(&check)
        guard let name, let kind else { return nil }
        line = check.row.line
        self.name = name
        self.kind = kind
        self.region = region
        let typed = check.cell(["kode", "code"]).uppercased()
        code = typed.isEmpty ? nil : typed
        if let code, !AgencyDraft.isCode(code) {
            let _: Never? = check.refuse(["kode", "code"], "table.wrong_form", "directory.agency.bad_code")
        }
        func optional(_ names: String...) -> String? {
            let cell = Plain.line(check.cell(names))
            return cell.isEmpty ? nil : cell
        }
        parent = optional("induk", "parent")
        email = optional("email", "surel")
        phone = optional("telepon", "phone")
        address = optional("alamat", "address")
        mergedInto = optional("digabung_ke", "merged_into")
        governmentFunctions = (optional("bidang_urusan", "urusan", "government_functions") ?? "").split { ", ;".contains($0) }.map(
            String.init)
        functions = AgencyRow.functions(&check)
        daysPerWeek = check.cell(["hari_kerja", "days_per_week"]).isEmpty ? nil : check.int("hari_kerja", "days_per_week", in: 5...6)
        validFrom = check.cell(["berlaku_dari", "valid_from"]).isEmpty ? nil : check.day("berlaku_dari", "valid_from")
        validTo = check.cell(["berlaku_sampai", "valid_to"]).isEmpty ? nil : check.day("berlaku_sampai", "valid_to")
    }

    private static func kind(_ check: inout RowCheck, _ name: String) -> Agency.Kind? {
        let found: Agency.Kind? = check.choice(
            "jenis", "kind",
            of: [
                "sekretariat": .secretariat, "secretariat": .secretariat, "inspektorat": .inspectorate, "inspectorate": .inspectorate,
                "dinas": .agency, "agency": .agency, "badan": .board, "board": .board, "satuan": .unit, "unit": .unit, "kantor": .unit,
                "kecamatan": .subdistrict, "subdistrict": .subdistrict, "kelurahan": .urbanVillage, "urban_village": .urbanVillage,
                "desa": .village, "village": .village, "rsud": .hospital, "hospital": .hospital, "puskesmas": .publicHealthCentre,
                "public_health_centre": .publicHealthCentre, "uptd": .technicalUnit, "blud": .technicalUnit,
                "technical_unit": .technicalUnit,
                "bumd": .regionalEnterprise, "perumda": .regionalEnterprise, "regional_enterprise": .regionalEnterprise,
            ])
        // UPTD and BLUD say how a unit is run; its name says what it is.
        guard found == .technicalUnit else { return found }
        let plain = Plain.folded(name)
        if plain.hasPrefix("rsud") || plain.contains("rumah sakit") { return .hospital }
        return plain.contains("puskesmas") ? .publicHealthCentre : found
    }

    private static func region(_ check: inout RowCheck) -> RegionCode? {
        let names = ["kode_wilayah", "wilayah", "region"]
        let cell = check.cell(names)
        if cell.isEmpty { return nil }
        guard let code = RegionCode(cell) else { return check.refuse(names, "table.wrong_form", "directory.import.expect_region_code") }
        return code
    }

    private static func functions(_ check: inout RowCheck) -> Set<Agency.Function>? {
        let names = ["fungsi", "functions"]
        if check.cell(names).isEmpty { return nil }
        let words: [String: Agency.Function] = [
            "ict": .ict, "kominfo": .ict, "planning": .planning, "bappeda": .planning, "inspectorate": .inspectorate,
            "inspektorat": .inspectorate,
        ]
        var found: Set<Agency.Function> = []
        for word in check.cell(names).split(whereSeparator: { ", ;".contains($0) }) {
            guard let function = words[word.lowercased()] else {
                return check.refuse(
                    names, "table.not_a_choice", Message("table.expect_one_of", ["choices": words.keys.sorted().joined(separator: ", ")]))
            }
            found.insert(function)
        }
        return found
    }
}
