import Directory
import HTTPTypes
import Kernel
import Storage
import Web

/// The nomenclature, for machines.
enum NomenclatureEndpoints {
    static let all = [search, take]

    static let search = Endpoint(
        .get, PlanPaths.apiNomenclature, "Lines of the nomenclature: one by its code, those below a code, or those in which words occur",
        about:
            "A code that every agency has (`X.XX…`) is found under an agency's own field too. `replacing` gives what took an old code's place.",
        parameters: Endpoint.Parameter.paging + [
            Endpoint.Parameter("edition", .string(max: 40), "Such as 2027; the one that holds today without it."),
            Endpoint.Parameter("code", .string(max: 40), "One line."),
            Endpoint.Parameter("below", .string(max: 40), "What stands right below a code."),
            Endpoint.Parameter("replacing", .string(max: 40), "What took the place of this code."),
            Endpoint.Parameter("q", .string(max: 200), "Words that must all occur."),
        ], response: .page(of: PlanSchemas.entry)
    ) { request in
        let (query, limit, today) = (request.query, request.pageLimit, request.plans.directory.today)
        let after = try request.cursor("nomenclature")?.values.first ?? ""
        let found = try await request.database.read { tx -> [NomenclatureEntry] in
            let editions = try tx.nomenclatureEditions()
            let named = query["edition"]
            guard let edition = editions.first(where: { named == nil ? $0.isValid(on: today) : $0.name == named }) else { return [] }
            if let code = query["code"] { return try tx.nomenclature(code: code, in: edition.id).map { [$0] } ?? [] }
            if let below = query["below"] { return try tx.nomenclature(below: below, in: edition.id) }
            if let old = query["replacing"] { return try tx.nomenclature(replacing: old, in: edition.id) }
            return try tx.nomenclature(matching: query["q"] ?? "", in: edition.id, after: after, limit: limit + 1)
        }
        return try .json(request.page("nomenclature", found, PlanJSON.entry) { Cursor([$0.code]) })
    }

    static let take = Endpoint.importing(
        PlanPaths.apiNomenclatureFile, "Import an edition of the nomenclature",
        columns:
            "Columns `level`, `kode`, `nama`, `kinerja`, `indikator`, `satuan`, `spm`, `kode_sebelumnya`.",
        permission: .importNomenclature, limits: BodyLimits.uploads(1, each: 16 << 20),
        parameters: [
            Endpoint.Parameter("edition", .string(max: 40), "What it is called, such as 2027; the current year without it."),
            Endpoint.Parameter("from", .day, "The first day on which it holds; the first of January of its year without it."),
        ]
    ) { request, source, options in
        try await ImportNomenclature(
            request.plans.directory, edition: request.query["edition"].map(Plain.line), from: request.query["from"].flatMap { Day($0) }
        ).run(source, options: options, by: request.actor)
    }
}
