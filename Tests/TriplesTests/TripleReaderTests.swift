import Kernel
import Testing

@testable import Triples

/// Linked data as portals write it, in two languages that must say the same.
@Suite struct TripleReaderTests {
    private static let dcat = "http://www.w3.org/ns/dcat#"
    private static let terms = "http://purl.org/dc/terms/"

    private static let turtle = """
        @prefix dcat: <http://www.w3.org/ns/dcat#> .
        @prefix dct: <http://purl.org/dc/terms/> .
        <#katalog> a dcat:Catalog ; dcat:dataset <data/beras> .
        <data/beras> a dcat:Dataset ;
            dct:title "Harga \\"Beras\\""@id , "Rice prices"@en ;
            dcat:keyword "pangan" , 'beras # bukan catatan' ;
            dcat:distribution [ a dcat:Distribution ; dcat:downloadURL <https://a.id/beras.csv> ] .
        """

    private static let xml = """
        <?xml version="1.0"?>
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dcat="http://www.w3.org/ns/dcat#"
            xmlns:dct="http://purl.org/dc/terms/">
          <dcat:Catalog rdf:about="#katalog"><dcat:dataset rdf:resource="data/beras"/></dcat:Catalog>
          <rdf:Description rdf:about="data/beras">
            <rdf:type rdf:resource="http://www.w3.org/ns/dcat#Dataset"/>
            <dct:title xml:lang="id">Harga "Beras"</dct:title><dct:title xml:lang="en">Rice prices</dct:title>
            <dcat:keyword>pangan</dcat:keyword><dcat:keyword>beras # bukan catatan</dcat:keyword>
            <dcat:distribution><dcat:Distribution><dcat:downloadURL rdf:resource="https://a.id/beras.csv"/></dcat:Distribution></dcat:distribution>
          </rdf:Description>
        </rdf:RDF>
        """

    /// Without the labels of nameless nodes, which mean nothing.
    private func lines(_ triples: [Triple]) -> [String] {
        func text(_ term: Triple.Term) -> String {
            switch term {
            case .iri(let iri): iri
            case .blank: "_"
            case .literal(let text, let language): "\"\(text)\"\(language)"
            }
        }
        return triples.map { "\(text($0.subject)) \($0.predicate) \(text($0.object))" }.sorted()
    }

    @Test("Turtle and RDF/XML of one catalogue are the same statements, names resolved against their address")
    func same() throws {
        let base = "https://portal.id/katalog.ttl"
        let one = lines(try Turtle.read(Array(Self.turtle.utf8), base: base))
        let other = lines(try RDFXML.read(Array(Self.xml.utf8), base: base))
        #expect(one == other && one.count == 10)
        #expect(one.contains("https://portal.id/data/beras \(Self.terms)title \"Harga \"Beras\"\"id"))
        #expect(one.contains("https://portal.id/katalog.ttl#katalog \(Self.dcat)dataset https://portal.id/data/beras"))
    }

    @Test("RDF/XML's shorter forms: attributes, parseType Resource and Collection, XML literals, nodeID, one node without a frame")
    func forms() throws {
        func read(_ body: String) throws -> [String] {
            let text = """
                <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e.id/">\(body)</rdf:RDF>
                """
            return lines(try RDFXML.read(Array(text.utf8), base: "http://b.id/"))
        }
        #expect(try read("<rdf:Description rdf:about=\"a\" e:t=\"x\"/>") == ["http://b.id/a http://e.id/t \"x\""])
        #expect(
            try read("<e:A rdf:about=\"a\"><e:p rdf:parseType=\"Resource\"><e:q>1</e:q></e:p></e:A>").contains("_ http://e.id/q \"1\""))
        #expect(
            try read("<e:A rdf:about=\"a\"><e:p rdf:parseType=\"Literal\">satu <b>dua</b> tiga</e:p></e:A>")
                .contains("http://b.id/a http://e.id/p \"satu dua tiga\""))
        #expect(
            try read("<e:A rdf:about=\"a\"><e:p rdf:parseType=\"Collection\"><e:B rdf:about=\"b\"/><e:B rdf:about=\"c\"/></e:p></e:A>")
                .filter { $0.contains("#first") } == [
                    "_ http://www.w3.org/1999/02/22-rdf-syntax-ns#first http://b.id/b",
                    "_ http://www.w3.org/1999/02/22-rdf-syntax-ns#first http://b.id/c",
                ])
        #expect(try read("<e:A rdf:nodeID=\"n\"/><rdf:Description rdf:about=\"a\"><e:p rdf:nodeID=\"n\"/></rdf:Description>").count == 2)
        let alone = "<e:A xmlns:e=\"http://e.id/\" xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" rdf:about=\"http://x/\"/>"
        #expect(try RDFXML.read(Array(alone.utf8), base: "http://b.id/").count == 1)
    }

    @Test(
        "what is neither is refused in words, and nothing of it is kept",
        arguments: [
            "", "<html><body>404</body></html>", "{\"a\": 1}", "@prefix a <b> .", "<a> <b> \"tanpa akhir", "<a> <b> x:unknown .",
            "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><a></rdf:RDF>",
        ])
    func refused(_ text: String) {
        #expect(throws: AppError.self) { try RDFXML.read(Array(text.utf8), base: "http://b.id/") }
        // An empty document is Turtle that says nothing.
        if !text.isEmpty { #expect(throws: AppError.self) { try Turtle.read(Array(text.utf8), base: "http://b.id/") } }
    }

    @Test("entities cannot flood memory, nodes cannot be nested without end, and a zero ends nothing")
    func hostile() {
        let bomb = """
            <?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="&b;"/></rdf:RDF>
            """
        #expect(throws: AppError.malformed("triples.has_doctype")) { try RDFXML.read(Array(bomb.utf8), base: "http://b.id/") }
        let nested =
            "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:e=\"http://e.id/\">"
            + String(repeating: "<e:A><e:p>", count: 5000)
        #expect(throws: TripleLimits.tooDeep) { try RDFXML.read(Array(nested.utf8), base: "http://b.id/") }
        let brackets = "<a> <b> " + String(repeating: "[ <b> ", count: 500_000)
        #expect(throws: TripleLimits.tooDeep) { try Turtle.read(Array(brackets.utf8), base: "http://b.id/") }
        let lists = "<a> <b> " + String(repeating: "(", count: 500_000)
        #expect(throws: TripleLimits.tooDeep) { try Turtle.read(Array(lists.utf8), base: "http://b.id/") }
        #expect(throws: AppError.self) { try Turtle.read(Array("<a> <b> <c> .\0<d>".utf8), base: "http://b.id/") }
    }

    @Test("brackets within texts, names and comments are no nesting")
    func depth() {
        let text = "<a[[[> <b> \"[[[\" , '''[[ ' [[''' , \"\" . # [[[[[\n<c> <d> [ <e> ( 1 2 ) ] ."
        #expect(TurtleDepth.of(Array(text.utf8)) == 2)
        #expect(TurtleDepth.of(Array("<a> <b> \"tanpa akhir [[[".utf8)) == 0)
    }
}
