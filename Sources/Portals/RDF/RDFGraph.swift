/// One end of a statement.
package enum RDFTerm: Hashable, Sendable {
    case iri(String)
    /// A thing without an address, named within one document only: letters and digits.
    case blank(String)
    case literal(String, RDFLiteralKind)

    package static func text(_ text: String, _ language: String? = nil) -> RDFTerm {
        .literal(text, language.map(RDFLiteralKind.language) ?? .plain)
    }

    /// Of one of the types of XML Schema, such as `date`.
    package static func typed(_ text: String, _ type: String) -> RDFTerm { .literal(text, .type(RDFName.xsd + type)) }

    /// An address out of any text: what may not stand in one is percent-encoded, so that no text can end it early.
    package static func address(_ text: String) -> RDFTerm {
        var address = ""
        for scalar in text.unicodeScalars {
            if scalar.value <= 32 || scalar.value == 127 || "<>\"{}|^`\\".unicodeScalars.contains(scalar) {
                for byte in String(scalar).utf8 { address += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true) }
            } else {
                address.unicodeScalars.append(scalar)
            }
        }
        return .iri(address)
    }
}

/// What a literal is besides its text.
package enum RDFLiteralKind: Hashable, Sendable {
    case plain
    /// `id`, `en`
    case language(String)
    /// The address of a datatype.
    case type(String)
}

/// Statements about things, in the order they were made; each stands once. Three serialisers write it.
package struct RDFGraph: Sendable {
    package struct Statement: Hashable, Sendable {
        package let subject: RDFTerm
        /// Always an address.
        package let predicate: String
        package let object: RDFTerm
    }

    package private(set) var statements: [Statement] = []
    private var known: Set<Statement> = []
    private var blanks = 0

    package init() {}

    package mutating func add(_ subject: RDFTerm, _ predicate: String, _ object: RDFTerm?) {
        guard let object else { return }
        let statement = Statement(subject: subject, predicate: predicate, object: object)
        if known.insert(statement).inserted { statements.append(statement) }
    }

    /// A thing of a type, or of several.
    package mutating func add(_ subject: RDFTerm, types: String...) {
        for type in types { add(subject, RDFName.rdf + "type", .iri(type)) }
    }

    package mutating func newBlank() -> RDFTerm {
        blanks += 1
        return .blank("b\(blanks)")
    }

    /// The statements of each thing together, things in the order in which they were first spoken of.
    var bySubject: [(subject: RDFTerm, statements: [(predicate: String, objects: [RDFTerm])])] {
        var order: [RDFTerm] = []
        var gathered: [RDFTerm: [(predicate: String, objects: [RDFTerm])]] = [:]
        for statement in statements {
            if gathered[statement.subject] == nil { order.append(statement.subject) }
            var list = gathered[statement.subject, default: []]
            if let index = list.firstIndex(where: { $0.predicate == statement.predicate }) {
                list[index].objects.append(statement.object)
            } else {
                list.append((statement.predicate, [statement.object]))
            }
            gathered[statement.subject] = list
        }
        return order.map { ($0, gathered[$0]!) }
    }
}

/// The vocabularies used here, and how their names are shortened.
package enum RDFName {
    package static let rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    package static let rdfs = "http://www.w3.org/2000/01/rdf-schema#"
    package static let xsd = "http://www.w3.org/2001/XMLSchema#"
    package static let dcat = "http://www.w3.org/ns/dcat#"
    package static let dct = "http://purl.org/dc/terms/"
    package static let foaf = "http://xmlns.com/foaf/0.1/"
    package static let vcard = "http://www.w3.org/2006/vcard/ns#"
    package static let skos = "http://www.w3.org/2004/02/skos/core#"
    package static let hydra = "http://www.w3.org/ns/hydra/core#"
    package static let spdx = "http://spdx.org/rdf/terms#"
    package static let locn = "http://www.w3.org/ns/locn#"
    package static let adms = "http://www.w3.org/ns/adms#"
    package static let owl = "http://www.w3.org/2002/07/owl#"
    package static let geosparql = "http://www.opengis.net/ont/geosparql#"

    static let prefixes: [(name: String, address: String)] = [
        ("adms", adms), ("dcat", dcat), ("dct", dct), ("foaf", foaf), ("gsp", geosparql), ("hydra", hydra), ("locn", locn), ("owl", owl),
        ("rdf", rdf), ("rdfs", rdfs), ("skos", skos), ("spdx", spdx), ("vcard", vcard), ("xsd", xsd),
    ]

    /// `dct:title`; `nil` for what no prefix fits, or whose rest would need escapes.
    static func short(_ address: String) -> (prefix: String, name: String)? {
        for (prefix, base) in prefixes where address.hasPrefix(base) {
            let name = address.dropFirst(base.count)
            let isPlain = name.utf8.allSatisfy { (97...122).contains($0 | 32) || (48...57).contains($0) || $0 == 95 }
            if isPlain, let first = name.utf8.first, (97...122).contains(first | 32) { return (prefix, String(name)) }
        }
        return nil
    }
}
