import CExpat
import Foundation
import Kernel

/// The elements that are open, and what has been said of them.
final class RDFXMLReader {
    private static let rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    private static let xml = "http://www.w3.org/XML/1998/namespace"

    private enum Element {
        /// `rdf:RDF`, or what lies around it.
        case frame
        case node(Triple.Term)
        case property(Property)
        /// Within an XML literal: only its text counts.
        case markup
    }

    /// Its text is the value unless a node follows or it was said already.
    private struct Property {
        var subject: Triple.Term
        var predicate: String
        var text: [UInt8] = []
        var isSaid = false
        /// Those of a collection.
        var members: [Triple.Term]?
        /// Whether elements in it are an XML literal's.
        var isMarkup = false
    }

    private struct Open {
        var element: Element
        var language: String
        var base: String
    }

    let list = TripleList()
    var parser: XML_Parser?
    private(set) var isRDF = false
    private var open: [Open] = []
    private var blanks = 0
    private let base: String

    init(_ base: String) { self.base = base }

    static func from(_ user: UnsafeMutableRawPointer?) -> RDFXMLReader { Unmanaged<RDFXMLReader>.fromOpaque(user!).takeUnretainedValue() }

    func stop(_ error: AppError) {
        _ = list.fail(error)
        XML_StopParser(parser, 0)
    }

    private func say(_ subject: Triple.Term, _ predicate: String, _ object: Triple.Term) {
        if !list.add(Triple(subject, predicate, object)) { XML_StopParser(parser, 0) }
    }

    func start(_ qualified: String, _ raw: UnsafeMutablePointer<UnsafePointer<CChar>?>?) {
        guard open.count < TripleLimits.depth else { return stop(TripleLimits.tooDeep) }
        var attributes = Self.attributes(raw)
        let language = attributes.removeValue(forKey: Self.xml + "lang")?.lowercased() ?? open.last?.language ?? ""
        let base = attributes.removeValue(forKey: Self.xml + "base") ?? open.last?.base ?? base
        let name = Self.name(qualified)
        attributes = attributes.filter { !$0.key.hasPrefix(Self.xml) }
        func push(_ element: Element) { open.append(Open(element: element, language: language, base: base)) }
        switch open.last?.element {
        case nil where name == Self.rdf + "RDF", .frame where name == Self.rdf + "RDF":
            isRDF = true
            push(.frame)
        case nil where name.hasPrefix("http") && !attributes.isEmpty && attributes.keys.contains(where: { $0.hasPrefix(Self.rdf) }):
            // One described node without a frame around it.
            isRDF = true
            push(.node(node(name, attributes, language, base)))
        case nil: push(.frame)
        case .frame: push(isRDF ? .node(node(name, attributes, language, base)) : .frame)
        case .node(let subject): push(property(of: subject, name, attributes, base))
        case .property(var property):
            if property.isMarkup { return push(.markup) }
            let made = node(name, attributes, language, base)
            if property.members != nil { property.members?.append(made) } else { say(property.subject, property.predicate, made) }
            property.isSaid = true
            open[open.count - 1].element = .property(property)
            push(.node(made))
        case .markup: push(.markup)
        }
    }

    func end() {
        guard let last = open.popLast(), case .property(let property) = last.element else { return }
        if let members = property.members {
            var rest: Triple.Term = .iri(Self.rdf + "nil")
            for member in members.reversed() {
                let cell = fresh()
                say(cell, Self.rdf + "first", member)
                say(cell, Self.rdf + "rest", rest)
                rest = cell
            }
            say(property.subject, property.predicate, rest)
        } else if !property.isSaid {
            say(property.subject, property.predicate, .literal(String(decoding: property.text, as: UTF8.self), language: last.language))
        }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        // Also the text within an XML literal.
        guard let index = open.lastIndex(where: { if case .markup = $0.element { false } else { true } }),
            case .property(var property) = open[index].element, !property.isSaid, property.members == nil,
            property.text.count < TripleLimits.text
        else { return }
        // Put aside first, so that its bytes are not copied for each piece.
        open[index].element = .frame
        property.text += bytes.prefix(TripleLimits.text - property.text.count)
        open[index].element = .property(property)
    }

    // MARK: What an element says

    private func node(_ name: String, _ attributes: [String: String], _ language: String, _ base: String) -> Triple.Term {
        let term: Triple.Term =
            if let about = attributes[Self.rdf + "about"] { .iri(resolved(about, base)) } else if let id = attributes[Self.rdf + "ID"] {
                .iri(resolved("#" + id, base))
            } else if let label = attributes[Self.rdf + "nodeID"] { .blank("n" + label) } else { fresh() }
        if name != Self.rdf + "Description" { say(term, Self.rdf + "type", .iri(name)) }
        literals(attributes, of: term, language)
        return term
    }

    private func property(of subject: Triple.Term, _ name: String, _ attributes: [String: String], _ base: String) -> Element {
        let language = open.last?.language ?? ""
        if let resource = attributes[Self.rdf + "resource"] {
            let object = Triple.Term.iri(resolved(resource, base))
            say(subject, name, object)
            literals(attributes, of: object, language)
            return .property(Property(subject: subject, predicate: name, isSaid: true))
        }
        if let label = attributes[Self.rdf + "nodeID"] {
            say(subject, name, .blank("n" + label))
            return .property(Property(subject: subject, predicate: name, isSaid: true))
        }
        switch attributes[Self.rdf + "parseType"] {
        case "Resource":
            let object = fresh()
            say(subject, name, object)
            return .node(object)
        case "Collection": return .property(Property(subject: subject, predicate: name, members: []))
        case _?: return .property(Property(subject: subject, predicate: name, isMarkup: true))
        case nil: break
        }
        guard attributes.keys.contains(where: { !$0.hasPrefix(Self.rdf) && $0.contains(":") }) else {
            return .property(Property(subject: subject, predicate: name))
        }
        let object = fresh()
        say(subject, name, object)
        literals(attributes, of: object, language)
        return .property(Property(subject: subject, predicate: name, isSaid: true))
    }

    /// Attributes that are properties with a text.
    private func literals(_ attributes: [String: String], of subject: Triple.Term, _ language: String) {
        for (name, value) in attributes.sorted(by: { $0.key < $1.key }) where !name.hasPrefix(Self.rdf) && name.contains(":") {
            say(subject, name, .literal(String(value.prefix(TripleLimits.text)), language: language))
        }
        if let type = attributes[Self.rdf + "type"] { say(subject, Self.rdf + "type", .iri(type)) }
    }

    private func fresh() -> Triple.Term {
        blanks += 1
        return .blank("b\(blanks)")
    }

    private func resolved(_ reference: String, _ base: String) -> String {
        if reference.contains("://") || reference.hasPrefix("urn:") { return reference }
        return URL(string: reference, relativeTo: URL(string: base))?.absoluteString ?? reference
    }

    private static func name(_ qualified: String) -> String { qualified.replacingOccurrences(of: "\n", with: "") }

    private static func attributes(_ raw: UnsafeMutablePointer<UnsafePointer<CChar>?>?) -> [String: String] {
        guard let raw else { return [:] }
        var attributes: [String: String] = [:]
        var at = 0
        while let key = raw[at], let value = raw[at + 1] {
            attributes[name(String(cString: key))] = String(cString: value)
            at += 2
        }
        return attributes
    }
}
