import Kernel
import TestSupport
import Testing
import Web

@testable import Portals

@Suite("CKAN's API: what goes wrong")
struct ActionErrorTests {
    private static let rows: [(String, Int, String, String)] = [
        ("package_show", 409, "Validation Error", "name_or_id: Missing value"),
        ("package_show?id=zz", 404, "Not Found Error", "Not found"),
        ("package_show?id=rahasia", 403, "Authorization Error", "Access denied"),
        ("package_list?limit=x", 409, "Validation Error", "limit: Invalid integer"),
        ("package_list?limit=-1", 409, "Validation Error", "limit: Must be a natural number"),
        ("current_package_list_with_resources?page=0", 409, "Validation Error", "page: Must be a natural number"),
        ("package_search?foo=1", 400, "Search Query Error", "Search Query is invalid: \"Invalid search parameters: ['foo']\""),
        ("package_search?sort=name", 400, "Search Query Error", "Search Query is invalid: 'Invalid \"sort\" parameter'"),
        ("package_search?rows=-5", 409, "Validation Error", "rows: Must be a natural number"),
        ("package_search?start=x", 409, "Validation Error", "start: Invalid integer"),
        ("package_search?facet.field=%5B1,%7B%7D%5D", 409, "Validation Error", "facet.field: Not a string: object"),
        (
            "package_search?q=%7B!func%7Dx", 409, "Search Error", "Search error: \"Local parameters are not supported in param 'q'.\""
        ),
        ("package_search?fq=%7B!x%7Dy", 409, "Search Error", "Search error: \"Local parameters are not supported in param 'fq'.\""),
        ("package_search?q=title:(", 409, "Search Error", ""), ("package_search?q=x&mm=y", 409, "Search Error", ""),
        ("organization_show", 409, "Validation Error", "id: Missing value"),
        ("organization_show?id=econ", 404, "Not Found Error", "Not found"), ("group_show?id=dpu", 404, "Not Found Error", "Not found"),
        ("organization_list?sort=foo", 409, "Validation Error", "sort: Cannot sort by field `foo`"),
        ("organization_list?sort=name%20up", 409, "Validation Error", "sort: Cannot sort in direction `up`"),
        ("resource_show?id=zz", 404, "Not Found Error", "Not found"), ("resource_show", 409, "Validation Error", "id: Missing value"),
        ("resource_search", 409, "Validation Error", "query: Missing value"),
        ("resource_search?query=foo", 409, "Validation Error", "query: Must be <field>:<value> pair(s)"),
        ("resource_search?query=foo:x", 409, "Validation Error", "query: Field \"foo\" not recognised in resource_search."),
        ("resource_view_list?id=zz", 404, "Not Found Error", "Not found"), ("tag_show?id=zz", 404, "Not Found Error", "Not found"),
        ("help_show", 409, "Validation Error", "name: Missing value"), ("help_show?name=zz", 404, "Not Found Error", ""),
        ("user_list", 403, "Authorization Error", "Access denied"),
        ("datastore_search", 409, "Validation Error", "resource_id: Missing value"),
        ("datastore_search?resource_id=zz", 404, "Not Found Error", "Not found: Resource \"zz\" was not found."),
        ("datastore_search?resource_id=halte&foo=1", 409, "Validation Error", "__extras: invalid value \"foo\""),
        ("datastore_search?resource_id=halte&limit=x", 409, "Validation Error", "limit: Invalid integer"),
        ("datastore_search?resource_id=halte&limit=-1", 409, "Validation Error", "limit: Must be a natural number"),
        ("datastore_search?resource_id=halte&filters=%7B", 409, "Validation Error", "filters: Cannot parse JSON"),
        ("datastore_search?resource_id=halte&filters=%7B%22nope%22:1%7D", 409, "Validation Error", "filters: Unknown field: nope"),
        ("datastore_search?resource_id=halte&sort=nope", 409, "Validation Error", ""),
        ("datastore_search?resource_id=halte&fields=nope", 409, "Validation Error", ""),
        (
            "datastore_search?resource_id=halte&records_format=yaml", 409, "Validation Error",
            "records_format: Value must be one of ['objects', 'lists', 'csv', 'tsv']"
        ),
        ("datastore_info", 409, "Validation Error", "id: Missing value"), ("datastore_info?id=zz", 404, "Not Found Error", ""),
        ("datastore_search?resource_id=keluarga-miskin", 403, "Authorization Error", ""),
        ("datastore_search?resource_id=rahasia", 403, "Authorization Error", "Access denied"),
        ("datastore_search_sql", 409, "Validation Error", "sql: Missing value"),
        ("datastore_search_sql?sql=select%201", 409, "Validation Error", ""),
    ]

    @Test("every failure has its status, its type and its words", arguments: [0])
    func failures(_: Int) async throws {
        let site = try await PortalTestSite()
        for (call, status, type, words) in ActionErrorTests.rows {
            let answer = try await site.get("/api/3/action/\(call)")
            #expect(answer.status == status, "\(call): \(answer.text)")
            let json = try answer.json()
            #expect(json["success"] == false, "\(call)")
            #expect(json["error"]?["__type"]?.string == type, "\(call): \(answer.text)")
            guard !words.isEmpty else { continue }
            if type == "Validation Error" {
                let field = String(words.prefix { $0 != ":" })
                #expect(json["error"]?[field]?.texts == [String(words.dropFirst(field.count + 2))], "\(call): \(answer.text)")
            } else {
                #expect(json["error"]?["message"]?.string == words, "\(call): \(answer.text)")
            }
        }
    }

    @Test("what the engine says of SQL stands as it is, a limit of ours in a sentence")
    func sql() throws {
        let limit = try #require(Action.failure(AppError.invalid("sql", "rows.sql_too_slow")) as? AppError)
        #expect(ActionFailure(limit) { "sentence of \($0.key.id)" } == .invalid("query", "sentence of rows.sql_too_slow"))
        let syntax = Action.failure(AppError.invalid("sql", Message("rows.sql_syntax", ["detail": "near FROM"])))
        #expect(syntax as? ActionFailure == .invalid(["query": ["near FROM"]], info: "near FROM"))
    }

    @Test("a failure inside is answered without details")
    func inside() throws {
        let failure = ActionFailure(AppError.unavailable("error.version_file_missing")) { $0.key.id }
        #expect(failure.status == 500)
        #expect(failure.json?["__type"] == "Internal Server Error")
        #expect(ActionFailure.integrity("x").status == 400)
        #expect(ActionFailure.integrity("x").json?["__type"] == "Integrity Error")
    }
}
