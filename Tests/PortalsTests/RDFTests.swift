import Foundation
import Kernel
import Testing
import Web

@testable import Portals

@Suite("Linked data written out")
struct RDFTests {
    private func graph(_ text: String) -> RDFGraph {
        var graph = RDFGraph()
        let it = RDFTerm.address("http://x.example/a")
        graph.add(it, types: RDFName.dcat + "Dataset")
        graph.add(it, RDFName.dct + "title", .text(text, "id"))
        graph.add(it, RDFName.dct + "title", .text(text, "id"))
        graph.add(it, RDFName.dct + "issued", .typed("2026-01-01", "date"))
        graph.add(it, RDFName.dct + "publisher", graph.newBlank())
        return graph
    }

    @Test("a statement stands once, a type is written short, and texts keep their language")
    func turtle() {
        let text = Turtle.text(graph("Jalan"))
        #expect(text.contains("@prefix dct: <http://purl.org/dc/terms/> ."))
        #expect(text.contains("<http://x.example/a> a dcat:Dataset ;"))
        #expect(text.components(separatedBy: "\"Jalan\"@id").count == 2)
        #expect(text.contains("\"2026-01-01\"^^xsd:date"))
        #expect(text.contains("dct:publisher _:b1"))
    }

    @Test(
        "no text breaks out of its quotes",
        arguments: ["\"", "\\", "\\\" .\n<x> <y> <z> .", "a\nb\rc\td", "<b>&amp;</b>", "]]>", "\u{1}\u{7F}", "é漢🎈"])
    func escapes(_ text: String) throws {
        let graph = graph(text)
        let turtle = Turtle.text(graph)
        // Outside quotes every line but prefixes and blanks is one of the five we wrote.
        #expect(turtle.split(separator: "\n").filter { !$0.hasPrefix("@prefix") }.count == 4)
        let json = try JSONValue(parsing: JSONLD.json(graph).bytes)
        #expect(json["@graph"]?[0]?["dct:title"]?["@value"]?.string == text)
        // Between its tags an element holds nothing that opens or closes one.
        let titles = RDFXML.text(graph).split(separator: "\n").filter { $0.contains("<dct:title") }
        #expect(titles.count == 1)
        #expect(titles[0].count { $0 == "<" } == 2)
    }

    @Test("what may not stand in an address is percent-encoded")
    func addresses() {
        #expect(RDFTerm.address("http://x/a b<c>\"{}|\\^`é") == .iri("http://x/a%20b%3Cc%3E%22%7B%7D%7C%5C%5E%60é"))
    }

    @Test(
        "the format is chosen by what a reader accepts most",
        arguments: [
            (nil, nil), ("text/html,application/xhtml+xml,*/*;q=0.8", nil), ("text/turtle", .turtle), ("application/rdf+xml", .xml),
            ("application/ld+json, text/html;q=0.5", .jsonLD), ("text/turtle;q=0.2, text/html", nil), ("*/*", nil), ("", nil),
            ("text/turtle;q=0.4,application/rdf+xml;q=0.9", .xml),
        ] as [(String?, RDFFormat?)])
    func negotiation(_ accept: String?, _ expected: RDFFormat?) { #expect(RDFFormat.wanted(accept) == expected) }

    @Test("names for addresses are CKAN's, and ids are the same everywhere")
    func names() {
        #expect(portalName("DISKOMINFO") == "diskominfo")
        #expect(portalName("Kel. Mangli — Baru!") == "kel-mangli-baru")
        #expect(portalName("") == "--")
        #expect(portalID("tag", "jalan") == portalID("tag", "jalan"))
        #expect(portalID("tag", "jalan") != portalID("tag", "jalur"))
        #expect(portalID("tag", "jalan").wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
    }
}
