import CExpat
import Foundation
import Kernel

/// Reads RDF/XML with expat: described nodes, typed nodes, properties with resources, nested nodes, literals and `parseType` Resource and
/// Collection. Document types are refused, because entities are a way to explode memory; XML literals are kept as their text.
package enum RDFXML {
    /// - Parameter base: the document's own address, for names that are relative to it.
    /// - Throws: `malformed` for what is no RDF/XML, `tooLarge` for what has too many statements.
    package static func read(_ bytes: [UInt8], base: String) throws(AppError) -> [Triple] {
        let reader = RDFXMLReader(base)
        // Between namespace and name stands what neither can have.
        guard let parser = XML_ParserCreateNS(nil, 10) else { throw .malformed("triples.not_rdfxml") }
        defer { XML_ParserFree(parser) }
        reader.parser = parser
        XML_SetUserData(parser, Unmanaged.passUnretained(reader).toOpaque())
        XML_SetElementHandler(
            parser, { user, name, attributes in RDFXMLReader.from(user).start(String(cString: name!), attributes) },
            { user, _ in RDFXMLReader.from(user).end() })
        XML_SetCharacterDataHandler(parser) { user, text, count in
            text!.withMemoryRebound(to: UInt8.self, capacity: Int(count)) {
                RDFXMLReader.from(user).text(UnsafeBufferPointer(start: $0, count: Int(count)))
            }
        }
        XML_SetStartDoctypeDeclHandler(parser) { user, _, _, _, _ in
            RDFXMLReader.from(user).stop(AppError.malformed("triples.has_doctype"))
        }
        let status = bytes.withUnsafeBytes { raw in
            XML_Parse(parser, raw.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(raw.count), 1)
        }
        if let failure = reader.list.failure { throw failure }
        guard status == XML_STATUS_OK, reader.isRDF else { throw .malformed("triples.not_rdfxml") }
        return reader.list.triples
    }
}
