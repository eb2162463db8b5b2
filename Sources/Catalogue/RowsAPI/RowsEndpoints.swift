import Columns
import HTTPTypes
import Kernel
import Rows
import Web

/// Rows, facets and groups of published tables, as JSON.
enum RowsEndpoints {
    static let all = [rows, facets, groups]

    /// What one address, account or key may ask of rows besides the site's own limits.
    static let rate = RateLimit("rows", 6000, per: 60)

    static let version = Schema.named(
        "TableVersion",
        .object(
            .required("id", .id), .required("number", .integer(1...Int.max)),
            .required("hash", .string.about("SHA-256 of its CSV; where only a part may be read, a name of that part.")),
            .required("publishedAt", .instant)))

    static let facet = Schema.object(
        .required("values", .array(of: .object(.required("value", .any), .required("count", .integer(0...Int.max))))),
        .required("distinct", .integer(0...Int.max)), .required("missing", .integer(0...Int.max)))

    private static let language = """
        Every other parameter is a condition on a column: `kecamatan=eq.Patrang`, `jumlah=between.(10,20)`, \
        `nama=contains.jalan`. Operators: eq, ne, \
        lt, lte, gt, gte, in, nin, between, contains, starts, ends, like, ieq, word, words, isnull, notnull. Nested: \
        `or=(a.eq.1,not=(b.lt.3),and=(…))`. \
        Texts but eq, ne and in disregard capitals and accents. Names with `, ( ) " : . =`, and names that are words of this \
        language, stand in \
        double quotes. The answer's `next` goes into `cursor`.
        """

    static let question: [Endpoint.Parameter] = [
        .init("q", .string(max: 1000), "Words that must begin some word of some text of the row."),
        .init("fields", .string, "Columns of the answer, separated by commas."),
        .init("select", .string, "As fields, with names of one's own and figures: `kecamatan,total:sum(jumlah),count()`."),
        .init("distinct", .string, "Different combinations of these columns instead of rows."),
        .init("group", .string, "Columns by which rows are put together."),
        .init("having", .string, "Conditions on figures of groups: `sum(jumlah).gt.100,count().gte.5`."),
        .init("sort", .string, "`jumlah.desc,nama.asc.nullsfirst`; of groups also figures."),
        .init("facet", .string, "Columns whose values are counted over the same rows."),
        .init("facet_limit", .integer(0...RowQuestion.mostFacetValues), "Values of each facet (20)."),
        .init("limit", .integer(0...RowQuestion.greatestLimit), "Rows of the answer (100)."),
        .init("offset", .integer(0...Int.max), "Rows to leave out at the beginning."),
        .init("cursor", .string(max: 100), "Goes on behind a page; what the answer before gave as `next`."),
        .init("_row", .string, "Condition on the row's number, from 1: `_row=between.(1,10)`."),
        .init("and", .string, "Nested conditions of which all must hold."),
        .init("or", .string, "Nested conditions of which one must hold."),
        .init("not", .string, "Nested conditions that must not hold."),
    ]

    private static let answer: Schema = .object(
        .required("total", Schema.integer(0...Int.max).about("All rows, combinations or groups, exactly.")),
        .required("rows", .array(of: .map(of: .any))), .required("next", Schema.string.orNull), .required("facets", .map(of: facet)),
        .required("version", version))

    static let rows = Endpoint(
        .get, RowsPaths.rows, "Rows, combinations or groups of a table", about: language,
        parameters: question + AskedTable.versionParameters,
        response: answer, rate: rate
    ) { request in try await answer(request) { _ in } }.takingOtherParameters()

    static let groups = Endpoint(
        .get, RowsPaths.groups, "Figures of rows put together", about: language, parameters: question + AskedTable.versionParameters,
        response: answer, rate: rate
    ) { request in
        try await answer(request) { question in
            guard case .groups = question.want else { throw AppError.invalid("group", "rows.group_wanted") }
        }
    }.takingOtherParameters()

    static let facets = Endpoint(
        .get, RowsPaths.facets, "How often the values of columns occur", about: language,
        parameters: question + AskedTable.versionParameters, response: answer, rate: rate
    ) { request in
        try await answer(request) { question in
            guard !question.facets.isEmpty else { throw AppError.invalid("facet", "rows.facet_wanted") }
            question.limit = 0
        }
    }.takingOtherParameters()

    private static func answer(_ request: Request, _ change: (inout RowQuestion) throws -> Void) async throws -> Reply {
        let asked = try await AskedTable.open(request, .api)
        var question = try AddressReader(asked.check).read(request.query.pairs, ignoring: AskedTable.ignored)
        try change(&question)
        if asked.isKnown(request) { return asked.unchanged() }
        let table = asked.table
        // A small table is read faster than a thread is changed.
        let bytes =
            table.file.rowCount <= RowsEndpoints.mostAtOnce
            ? try RowsJSON.bytes(try question.answer(table.file, asked.check), asked)
            : try await RowsLane.run { [question] () throws(AppError) in
                try RowsJSON.bytes(try question.answer(table.file, asked.check), asked)
            }
        return asked.described(.json(bytes: bytes))
    }

    private static let mostAtOnce = 20_000
}

/// Where larger tables are asked: beside the threads that serve everybody.
enum RowsLane {
    private static let lane = Background(parallel: 4)

    static func run<Value: Sendable>(_ body: @escaping @Sendable () throws(AppError) -> Value) async throws(AppError) -> Value {
        try await lane.run(body)
    }
}
