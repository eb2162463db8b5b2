/// Writes a graph as RDF/XML (RDF 1.1).
package enum RDFXML {
    package static func text(_ graph: RDFGraph) -> String {
        var text = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rdf:RDF"
        for (name, address) in RDFName.prefixes { text += "\n    xmlns:\(name)=\"\(XMLText.escaped(address))\"" }
        text += ">\n"
        for (subject, list) in graph.bySubject {
            text += "<rdf:Description \(about(subject))>\n"
            for (predicate, objects) in list {
                guard let name = RDFName.short(predicate) else { preconditionFailure("\(predicate) has no prefix") }
                for object in objects { text += element("\(name.prefix):\(name.name)", object) }
            }
            text += "</rdf:Description>\n"
        }
        return text + "</rdf:RDF>\n"
    }

    private static func about(_ subject: RDFTerm) -> String {
        switch subject {
        case .iri(let address): "rdf:about=\"\(XMLText.escaped(address))\""
        case .blank(let name): "rdf:nodeID=\"\(name)\""
        case .literal: preconditionFailure("nothing is said about a text")
        }
    }

    private static func element(_ name: String, _ object: RDFTerm) -> String {
        switch object {
        case .iri(let address): "  <\(name) rdf:resource=\"\(XMLText.escaped(address))\"/>\n"
        case .blank(let id): "  <\(name) rdf:nodeID=\"\(id)\"/>\n"
        case .literal(let text, .plain): "  <\(name)>\(XMLText.escaped(text))</\(name)>\n"
        case .literal(let text, .language(let language)): "  <\(name) xml:lang=\"\(language)\">\(XMLText.escaped(text))</\(name)>\n"
        case .literal(let text, .type(let type)):
            "  <\(name) rdf:datatype=\"\(XMLText.escaped(type))\">\(XMLText.escaped(text))</\(name)>\n"
        }
    }
}

/// Text within XML, in elements and in quoted attributes.
package enum XMLText {
    package static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            // Else a reader makes them blanks or line ends.
            case "\r": escaped += "&#13;"
            case "\t": escaped += "&#9;"
            case "\n": escaped += "&#10;"
            // XML cannot hold these at all.
            case _ where scalar.value < 32 || scalar.value & 0xFFFE == 0xFFFE: escaped += "\u{FFFD}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
