/// Writes a graph as JSON-LD 1.1, flattened, with prefixes.
package enum JSONLD {
    package static func json(_ graph: RDFGraph) -> OrderedJSON {
        let context = RDFName.prefixes.map { OrderedJSON.Member($0.name, .string($0.address)) }
        let nodes = graph.bySubject.map { subject, list -> OrderedJSON in
            var members = [OrderedJSON.Member("@id", .string(id(subject)))]
            for (predicate, objects) in list {
                if predicate == RDFName.rdf + "type" {
                    members.append(.init("@type", .list(objects.map { .string(id($0)) })))
                } else {
                    members.append(.init(short(predicate), objects.count == 1 ? value(objects[0]) : .list(objects.map(value))))
                }
            }
            return .object(members)
        }
        return ["@context": .object(context), "@graph": .list(nodes)]
    }

    private static func short(_ address: String) -> String { RDFName.short(address).map { "\($0.prefix):\($0.name)" } ?? address }

    private static func id(_ term: RDFTerm) -> String {
        switch term {
        case .iri(let address): short(address)
        case .blank(let name): "_:\(name)"
        case .literal: preconditionFailure("a text has no address")
        }
    }

    private static func value(_ term: RDFTerm) -> OrderedJSON {
        switch term {
        case .iri, .blank: ["@id": .string(id(term))]
        case .literal(let text, .plain): .string(text)
        case .literal(let text, .language(let language)): ["@value": .string(text), "@language": .string(language)]
        case .literal(let text, .type(let type)): ["@value": .string(text), "@type": .string(short(type))]
        }
    }
}
