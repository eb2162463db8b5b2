/// Writes a graph as Turtle (RDF 1.1).
package enum Turtle {
    package static func text(_ graph: RDFGraph) -> String {
        var text = ""
        let used = used(graph)
        for (name, address) in RDFName.prefixes where used.contains(name) { text += "@prefix \(name): <\(address)> .\n" }
        for (subject, list) in graph.bySubject {
            text += "\n\(term(subject))"
            for (index, entry) in list.enumerated() {
                text += index == 0 ? " " : " ;\n    "
                text += entry.predicate == RDFName.rdf + "type" ? "a" : iri(entry.predicate)
                text += " " + entry.objects.map(term).joined(separator: ", ")
            }
            text += " .\n"
        }
        return text
    }

    private static func used(_ graph: RDFGraph) -> Set<String> {
        var used: Set<String> = []
        func see(_ address: String) { if let short = RDFName.short(address) { used.insert(short.prefix) } }
        for statement in graph.statements {
            see(statement.predicate)
            for end in [statement.subject, statement.object] {
                switch end {
                case .iri(let address), .literal(_, .type(let address)): see(address)
                default: break
                }
            }
        }
        return used
    }

    private static func term(_ term: RDFTerm) -> String {
        switch term {
        case .iri(let address): iri(address)
        case .blank(let name): "_:\(name)"
        case .literal(let text, .plain): quoted(text)
        case .literal(let text, .language(let language)): "\(quoted(text))@\(language)"
        case .literal(let text, .type(let type)): "\(quoted(text))^^\(iri(type))"
        }
    }

    private static func iri(_ address: String) -> String {
        RDFName.short(address).map { "\($0.prefix):\($0.name)" } ?? "<\(address)>"
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case _ where scalar.value < 32 || scalar.value == 127:
                let digits = String(scalar.value, radix: 16, uppercase: true)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
