import Catalogue
import Directory
import Ingest
import Kernel
import Storage
import Web

/// The form with which an agency asks for data.
struct AccessForm {
    let request: Request
    let form: Form

    init(_ request: Request, _ form: Form) {
        self.request = request
        self.form = form
    }

    /// Filled from the address; from an agreement where it asks for more time.
    static func fresh(_ request: Request) async throws -> Form {
        var values: [String: String] = [:]
        for name in ["data", "tabel"] { if let value = request.query[name] { values[name] = value } }
        guard let code = request.query["perpanjang"] else { return AccessForm(request, Form(values)).with([]) }
        let file = try await request.sharing.agreements.file(ofAgreement: code, for: request.actor)
        values["data"] = file.dataset.name
        values["tabel"] = file.table.name
        values["agency"] = file.agreement.user.text
        values["purpose"] = file.agreement.purpose
        values["renews"] = file.agreement.code
        let form = AccessForm(request, Form(values)).with(file.agreement.terms.columns)
        let asked = AccessForm(request, form)
        guard let rows = asked.rows else { return form.setting("filter", file.agreement.terms.filter) }
        return rows.filled(form, with: file.agreement.terms.filter)
    }

    /// The form with some columns chosen, none being all of them. Where they are written all of them stand there, to be taken away from:
    /// who may not read the table sees nowhere else what they are called.
    private func with(_ columns: [String]) -> Form {
        let fields = self.fields
        guard ColumnLines.areWritten(fields) else { return form.setting("columns", all: columns) }
        let chosen = Set(columns)
        let names = fields.map(\.name).filter { chosen.isEmpty || chosen.contains($0) }
        return form.setting("columns", ColumnLines.text(names))
    }

    private var entry: CatalogueEntry? { request.catalogueIndex.find(form.value("data")) }
    private var table: Distribution? {
        let name = form.value("tabel")
        return entry.flatMap { name.isEmpty ? $0.distributions.first : $0.distribution(named: name) }
    }

    private var version: DatasetVersion? { entry.flatMap { entry in table.flatMap { entry.versions[$0.id] } } }

    private var fields: [TableSchema.Field] { version?.schema.fields ?? [] }

    /// The rows that may be asked for. What stands in the table is not told to who may not read it yet.
    private var rows: RowChoices? { version.map { RowChoices($0, request.sharing.directory, request.page) } }

    func act() async throws -> RequestAccess {
        guard let table else { throw AppError.notFound }
        var checker = Checker(FormData(form))
        let agency = checker.choice("agency", among: mine.map(\.id.text))
        let until = checker.day("until")
        let filter = rows?.filter(&checker) ?? ""
        var columns = form.all("columns")
        let fields = self.fields
        if ColumnLines.areWritten(fields) {
            let read = ColumnLines.read(form.value("columns"), fields, hasMasks: false)
            checker.add(read.issues)
            columns = read.columns.count == fields.count ? [] : read.columns
        }
        try checker.check()
        let renewed =
            form.value("renews").isEmpty
            ? nil : try await request.sharing.agreements.file(ofAgreement: form.value("renews"), for: request.actor)
        return RequestAccess(
            table.id, for: Identifier(agency!), purpose: form.value("purpose"), columns: columns, filter: filter,
            until: until!, renews: renewed?.agreement.id)
    }

    /// The agencies for which the actor may ask.
    private var mine: [Agency] {
        let reach = request.actor.agencies(for: .requestData)
        return request.sharing.directory.agencies.active(on: request.sharing.directory.today).filter { reach?.contains($0.id.text) ?? true }
    }

    func page(_ error: AppError? = nil) async throws -> HTML {
        try request.require(.requestData)
        guard let entry, table != nil, DatasetPolicy.isListed(entry.dataset) else { throw AppError.notFound }
        // Told before anybody fills a form in vain.
        if entry.dataset.access == .closed { throw AppError.conflict("error.access_closed") }
        let page = request.page
        let fields = Fields(page, form)
        let choices = mine.filter { $0.id != entry.dataset.producer }.map { Choice($0.id.text, $0.name) }
        let known = self.fields
        let columns: HTML =
            ColumnLines.areWritten(known)
            ? fields.area(
                "columns", "access.field.columns", need: .optional, hint: "access.field.columns_lines_hint", rows: 10, max: nil
            ).html
            : fields.boxes(
                "columns", "access.field.columns", known.map { Choice($0.name, $0.heading, hint: $0.description) },
                hint: "access.field.columns_hint"
            ).html
        let title = page.t("access.form.title")
        return Layout.page(
            page, title: title, isWide: false,
            body: """
                \(Breadcrumb(page, above: [(page.t("sharing.title"), SharingPaths.list())], title: title))\
                <div class="stack"><h1>\(title)</h1><p class="lead">\(entry.dataset.title(page.language)) · \(request.sharing.directory.agencies.name(entry.dataset.producer.text))</p>\
                \(with: entry.dataset.accessReason, { Notice(.info, title: page.t("access.form.restricted"), "<p>\($0)</p>").html })\
                \(with: error, { Notice(.warn, isLive: true, "<p>\(page.t($0.message))</p>").html })\(fields.summary)\
                \(PostForm(
                    page, SharingPaths.new(),
                    """
                    \(fields.hidden("data"))\(fields.hidden("tabel"))\(fields.hidden("renews"))\
                    \(fields.select("agency", "access.field.agency", choices, prompt: "access.field.choose"))\
                    \(fields.area("purpose", "access.field.purpose", hint: "access.field.purpose_hint", rows: 4))\
                    \(columns)\
                    \(with: rows, { $0.html(page, form, legend: "access.field.filter") })\
                    \(fields.day("until", "access.field.until", hint: "access.field.until_hint"))\
                    <p>\(Button(page.t("access.form.send"), icon: .send))</p>
                    """))</div>
                """)
    }
}
