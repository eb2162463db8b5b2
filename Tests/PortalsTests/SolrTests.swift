import Kernel
import Testing

@testable import Portals

@Suite("Solr's query language")
struct SolrTests {
    private let now = Instant("2026-03-02T02:00:00Z")!

    private func document(_ fields: [(String, String)]) -> SolrDocument {
        var document = SolrDocument()
        for (name, value) in fields {
            document.add(name, value)
            if SolrDocument.kind(of: name) != .instant { document.add("text", value) }
        }
        return document
    }

    private var index: SolrIndex {
        SolrIndex([
            document([
                ("name", "jalan"), ("title", "Panjang Jalan Kabupaten"), ("notes", "Jalan yang diperbaiki tahun ini"), ("tags", "jalan"),
                ("tags", "infrastruktur"), ("organization", "dpu"), ("metadata_modified", "2026-01-10T00:00:00Z"), ("res_format", "CSV"),
                ("extras_year", "2025"), ("title_string", "Panjang Jalan Kabupaten"),
            ]),
            document([
                ("name", "sekolah"), ("title", "Daftar Sekolah Dasar"), ("notes", "Sekolah dasar negeri di tepi jalan raya"),
                ("tags", "pendidikan"), ("organization", "disdik"), ("groups", "educ"), ("metadata_modified", "2026-02-20T00:00:00Z"),
                ("res_format", "CSV"), ("res_format", "XLSX"), ("name_ngram", "sekolah"), ("title_string", "Daftar Sekolah Dasar"),
            ]),
            document([
                ("name", "puskesmas"), ("title", "Puskesmas"), ("notes", "Letak puskesmas"), ("organization", "dinkes"),
                ("metadata_modified", "2025-12-01T10:00:00.5Z"), ("title_string", "Puskesmas"),
            ]),
        ])
    }

    private func names(_ query: String, _ filters: [String] = [], _ change: (inout SolrSearch) -> Void = { _ in }) throws -> [String] {
        var search = SolrSearch()
        search.query = query
        search.filters = filters
        search.sort = "name asc"
        change(&search)
        let index = index
        return try index.search(search, now: now).found.map { index.documents[$0].strings["name"]![0] }
    }

    @Test(
        "finds what a query says",
        arguments: [
            ("*:*", ["jalan", "puskesmas", "sekolah"]), ("*", ["jalan", "puskesmas", "sekolah"]), ("", ["jalan", "puskesmas", "sekolah"]),
            ("organization:dpu", ["jalan"]), ("organization:dpu OR organization:dinkes", ["jalan", "puskesmas"]),
            ("organization:(dpu OR disdik)", ["jalan", "sekolah"]), ("organization:dpu AND -tags:jalan", []),
            ("organization:dpu AND -tags:kosong", ["jalan"]), ("-organization:dpu", ["puskesmas", "sekolah"]),
            ("NOT organization:dpu", ["puskesmas", "sekolah"]), ("!organization:dpu", ["puskesmas", "sekolah"]),
            ("title:\"sekolah dasar\"", ["sekolah"]), ("title:\"dasar sekolah\"", []), ("notes:\"sekolah negeri\"~1", ["sekolah"]),
            ("title:sekol*", ["sekolah"]), ("name:pus*mas", ["puskesmas"]), ("name:?alan", ["jalan"]), ("groups:*", ["sekolah"]),
            ("-groups:[* TO *]", ["jalan", "puskesmas"]),
            ("metadata_modified:[2026-01-01T00:00:00Z TO *]", ["jalan", "sekolah"]),
            ("metadata_modified:[2025-12-01T10:00:00.500Z TO 2026-01-10T00:00:00Z]", ["jalan", "puskesmas"]),
            ("metadata_modified:{2025-12-01T10:00:00.500Z TO 2026-01-10T00:00:00Z}", []),
            ("metadata_modified:[NOW-11DAYS/DAY TO NOW]", ["sekolah"]), ("extras_year:[2024 TO 2026]", ["jalan"]),
            ("res_format:XLSX", ["sekolah"]), ("res_format:xlsx", []), ("+organization:disdik +res_format:CSV", ["sekolah"]),
            ("name:jalan^4 OR name:sekolah", ["jalan", "sekolah"]), ("title:perbaikan OR notes:perbaikan", ["jalan"]),
            ("title:(panjang AND (jalan OR jembatan))", ["jalan"]), ("nobody:knows", []), ("name_ngram:kola", ["sekolah"]),
            ("title:sekoleh~1", ["sekolah"]), ("name:jalan && organization:dpu", ["jalan"]),
            ("name:jalan || name:sekolah", ["jalan", "sekolah"]),
            ("organization:dpu sekolah", []), ("name:\\jalan", ["jalan"]),
        ] as [(String, [String])])
    func finds(_ query: String, _ expected: [String]) throws {
        #expect(try names(query) == expected)
        #expect(try names("*:*", [query]) == expected, "as a filter")
    }

    @Test("free words are wanted all up to two, then all but one, and the best field decides")
    func dismax() throws {
        let byScore: (inout SolrSearch) -> Void = { $0.sort = "score desc, name asc" }
        #expect(try names("jalan", [], byScore) == ["jalan", "sekolah"])
        #expect(try names("jalan sekolah", [], byScore) == ["sekolah"])
        #expect(try names("jalan sekolah puskesmas", [], byScore) == ["sekolah"])
        #expect(try names("jalan -raya", [], byScore) == ["jalan"])
        #expect(try names("\"jalan raya\"", [], byScore) == ["sekolah"])
        #expect(
            try names("jalan sekolah", []) { $0.dismax = try! SolrDismax(fields: nil, tie: nil, minimum: "1") } == ["jalan", "sekolah"])
        #expect(
            try names("jalan", []) { $0.dismax = try! SolrDismax(fields: "notes^2 tags", tie: "0.5", minimum: "100%") } == [
                "jalan", "sekolah",
            ])
        #expect(try names("!!! ???").isEmpty)
    }

    @Test(
        "how many words must be found",
        arguments: [
            ("2<-1 5<80%", [1, 2, 2, 3, 4, 4, 5]), ("2", [1, 2, 2, 2, 2, 2, 2]), ("-1", [0, 1, 2, 3, 4, 5, 6]),
            ("50%", [0, 1, 1, 2, 2, 3, 3]),
        ])
    func minimum(_ rule: String, _ expected: [Int]) throws {
        let minimum = try SolrMinimum(rule)
        #expect((1...7).map(minimum.needed) == expected)
    }

    @Test(
        "a number of words beyond reason is refused, also the smallest there is",
        arguments: ["\(Int.min)", "\(Int.max)", "\(Int.min)%", "2<\(Int.min)"])
    func absurdMinimum(_ rule: String) { #expect(throws: SolrFault.self) { try SolrMinimum(rule) } }

    @Test(
        "what is no query is told of and never found",
        arguments: [
            "(", ")", "a)", "title:", "title:(", "\"open", "title:[a TO", "title:[a b]", "a AND", "AND a", "OR", "()", "title:{1 TO 2",
            "a^x:b:",
            "{!knn f=v}[1]", "  {!func}x", "x_query_:y", "title:/re/", "~2:a", "title:]", "metadata_modified:[yesterday TO *]",
        ])
    func refuses(_ query: String) {
        #expect(throws: SolrFault.self) { try names("name:x OR " + query) }
    }

    @Test("a query that is nested or long beyond reason is refused, not followed")
    func bounded() {
        #expect(throws: SolrFault.self) { try names("a:" + String(repeating: "(", count: 5000)) }
        #expect(throws: SolrFault.self) { try names("name:x " + String(repeating: "a:b ", count: 3000)) }
        #expect(throws: SolrFault.self) { try names("name:" + String(repeating: "x", count: 20_000)) }
    }

    @Test("values of facets are counted among what was found, the commonest first")
    func facets() throws {
        var search = SolrSearch()
        search.facets = ["res_format", "organization", "nothing"]
        search.rows = 0
        let answer = try index.search(search, now: now)
        #expect(answer.count == 3)
        #expect(answer.found.isEmpty)
        #expect(answer.facets[0].values.map(\.value) == ["CSV", "XLSX"])
        #expect(answer.facets[0].values.map(\.count) == [2, 1])
        #expect(answer.facets[1].values.map(\.value) == ["dinkes", "disdik", "dpu"])
        #expect(answer.facets[2].values.isEmpty)
        search.facetLimit = 1
        search.facetMinimum = 2
        #expect(try index.search(search, now: now).facets.map(\.values.count) == [1, 0, 0])
        search.filters = ["organization:dpu"]
        search.facetMinimum = 0
        search.facetLimit = -1
        #expect(try index.search(search, now: now).facets[1].values.map(\.count) == [1, 0, 0])
    }

    @Test("the order is as asked, documents without the value last, and pages fit together")
    func order() throws {
        #expect(try names("*:*") { $0.sort = "metadata_modified desc" } == ["sekolah", "jalan", "puskesmas"])
        #expect(try names("*:*") { $0.sort = "title_string asc" } == ["sekolah", "jalan", "puskesmas"])
        #expect(try names("*:*") { $0.sort = "groups asc, name desc" } == ["sekolah", "puskesmas", "jalan"])
        let pages = try (0..<4).map { page in try names("*:*") { ($0.start, $0.rows) = (page, 1) } }
        #expect(pages == [["jalan"], ["puskesmas"], ["sekolah"], []])
        #expect(throws: SolrFault.parameter("Invalid \"sort\" parameter")) { try names("*:*") { $0.sort = "name" } }
        #expect(throws: SolrFault.self) { try names("*:*") { $0.sort = "name sideways" } }
    }

    @Test("what is looked up is what reading every document finds, in the same order")
    func lookedUp() throws {
        var seed: UInt64 = 11
        func some(_ words: [String]) -> String {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return words[Int(seed >> 33) % words.count]
        }
        let words = ["jalan", "jalanan", "perbaikan", "sekolah", "sekolahan", "panen", "padi", "harga", "beras", "desa"]
        let agencies = ["dpu", "disdik", "dinkes"]
        let index = SolrIndex(
            (0..<300).map { number in
                document([
                    ("name", "\(some(words))-\(number)"), ("title", "\(some(words)) \(some(words))"),
                    ("notes", "\(some(words)) \(some(words)) di \(some(words))"), ("tags", some(words)), ("tags", some(words)),
                    ("organization", some(agencies)), ("groups", some(words)), ("res_format", some(["CSV", "XLSX"])),
                    ("metadata_modified", "2026-01-1\(number % 7)T00:00:00Z"),
                ])
            })
        for _ in 0..<150 {
            let (a, b, c) = (some(words), some(words), some(words))
            let query = some([a, "\(a) \(b)", "\(a) \(b) \(c)", "+\(a) -\(b)", "\"\(a) \(b)\"", "-\(a)", "kosong", "*:*"])
            let filter = some([
                "organization:\(some(agencies))", "tags:\(a) AND -title:\(b)", "title:(\(a) OR \(b))", "+notes:\"\(a) di\" tags:\(c)",
            ])
            var search = SolrSearch()
            (search.query, search.filters, search.rows) = (query, [filter], some(["5", "400"]) == "5" ? 5 : 400)
            search.facets = ["tags", "organization"]
            let found = try index.search(search, now: now)
            // A field that nothing is known of, and that no document has, changes no answer but has all documents looked at.
            search.dismax = try SolrDismax(fields: "name^4 title^4 tags^2 groups^2 text maintainer", tie: nil, minimum: nil)
            search.filters = ["(\(filter)) OR maintainer:nobody"]
            let read = try index.search(search, now: now)
            #expect(found.found == read.found && found.count == read.count, "\(query) \(filter)")
            #expect(found.facets.map { $0.values.map(\.value) } == read.facets.map { $0.values.map(\.value) })
        }
    }

    @Test("no bytes whatever make it trap")
    func fuzz() {
        var seed: UInt64 = 7
        func next() -> UInt64 {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return seed >> 33
        }
        let pieces = [
            "a", "name:", "(", ")", "\"", "[", "]", "{", "}", " TO ", "*", "?", "~", "^", "2", "+", "-", "!", " AND ", " OR ", "NOT ", "\\",
            ":", "é", "/", "&&", "||", " ",
        ]
        for _ in 0..<3000 {
            let text = (0..<Int(next() % 14)).map { _ in pieces[Int(next()) % pieces.count] }.joined()
            PortalGrammars.solr(Array(text.utf8))
        }
        PortalGrammars.solr([0xFF, 0x00, 0x28])
    }
}
