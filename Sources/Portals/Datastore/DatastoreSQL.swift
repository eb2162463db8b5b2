import Catalogue
import Columns
import Kernel
import Rows
import Web

extension Action {
    static let sql = Action(
        "datastore_search_sql",
        """
        Rows by one SELECT from one resource, named by its id in double quotes: SELECT kecamatan, sum(jumlah) FROM "…" GROUP BY 1. At most \
        32000 rows. Parameters: sql, as_of.
        """
    ) { call, context in
        guard let sql = try call.text("sql") else { throw ActionFailure.missing("sql") }
        guard let id = context.tableNamed(in: sql) else {
            throw ActionFailure.invalid(["query": ["no table of this site is named in the query; write its resource id in double quotes"]])
        }
        let (dataset, table, opened) = try await context.open(id, asOf: try call.text(AsOf.name))
        let path = try await context.sql.tables.path(opened.file)
        let names = [table.id] + (dataset.tables.count == 1 ? [dataset.name] : [])
        let answer: SQLAnswer
        do {
            answer = try await context.sql.workers.answer(SQLQuestion(file: path, names: names, sql: sql))
        } catch let error as AppError {
            throw failure(error)
        }
        var json: OrderedJSON = [
            "sql": .string(sql),
            "records": .list(
                answer.rows.map { row in .object(zip(answer.columns, row).map { .init($0.name, OrderedJSON($1)) }) }),
            "fields": .list(answer.columns.map { ["id": .string($0.name), "type": .string($0.type.datastore)] }),
        ]
        if answer.isCut { json = json.with("records_truncated", true) }
        return json
    }

    /// What is wrong with a statement goes into `query`, as CKAN has it.
    static func failure(_ error: AppError) -> any Error {
        switch error.kind {
        case .invalid:
            guard let message = error.issues.first?.message else { return error }
            // What the engine says stands as it says it; a limit of ours is told in a sentence.
            guard message.key.id == "rows.sql_syntax", let detail = message.values["detail"] else {
                return AppError.invalid("query", message)
            }
            return ActionFailure.invalid(["query": [detail]], info: detail)
        case .forbidden: return ActionFailure.denied(error.message.values["detail"] ?? "not allowed in a query")
        default: return error
        }
    }
}

extension ActionContext {
    /// The first table whose id or name stands in the statement between quotes or by itself.
    fileprivate func tableNamed(in sql: String) -> String? {
        var word = ""
        for scalar in sql.unicodeScalars {
            if scalar.properties.isAlphabetic || (48...57).contains(scalar.value) || scalar == "-" || scalar == "_" {
                word.unicodeScalars.append(scalar)
                continue
            }
            if isTable(word) { return word }
            word = ""
        }
        return isTable(word) ? word : nil
    }

    private func isTable(_ word: String) -> Bool {
        guard word.count >= 2 else { return false }
        // By its id also one that the view lacks, so that it is refused as what it is.
        return view.table(word) != nil || (view.find(word).map { $0.name == word && $0.tables.count == 1 } ?? false)
            || reader.index.entry(of: Identifier(word)) != nil
    }
}

extension OrderedJSON {
    fileprivate init(_ value: SQLValue) {
        switch value {
        case .null: self = .null
        case .integer(let number): self = .integer(Int(number))
        case .real(let number): self = .number(number)
        case .text(let text): self = .string(text)
        case .boolean(let flag): self = .bool(flag)
        }
    }
}

extension SQLAnswer.ColumnKind {
    /// By the datastore's names.
    fileprivate var datastore: String {
        switch self {
        case .text: "text"
        case .integer: "int8"
        case .number: "numeric"
        case .boolean: "bool"
        case .date: "date"
        case .datetime: "timestamp"
        }
    }
}
