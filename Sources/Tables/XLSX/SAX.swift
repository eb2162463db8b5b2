import CExpat
import Foundation
import Kernel

/// What happens while an XML part is read from top to bottom.
protocol SAXHandler: AnyObject {
    func start(_ name: SAXName, _ attributes: SAXAttributes)
    func end(_ name: SAXName)
    /// Text, in pieces.
    func text(_ bytes: UnsafeBufferPointer<UInt8>)
}

/// An element's name without its namespace prefix; valid during the call only. Compared where it lies: a sheet has millions.
struct SAXName {
    private let start: UnsafePointer<CChar>

    fileprivate init(_ qualified: UnsafePointer<CChar>) {
        var start = qualified
        var at = qualified
        while at.pointee != 0 {
            if at.pointee == 58 { start = at + 1 }
            at += 1
        }
        self.start = start
    }

    static func ~= (pattern: StaticString, name: SAXName) -> Bool {
        strcmp(name.start, UnsafeRawPointer(pattern.utf8Start).assumingMemoryBound(to: CChar.self)) == 0
    }
}

/// The attributes of one element, valid during its start only.
struct SAXAttributes {
    fileprivate let list: UnsafeMutablePointer<UnsafePointer<CChar>?>?

    /// The attribute's value, its name without prefix.
    subscript(_ name: StaticString) -> String? { bytes(name).map { String(cString: $0) } }

    /// The same where it lies, ended by a zero.
    func bytes(_ name: StaticString) -> UnsafePointer<CChar>? {
        guard let list else { return nil }
        var at = 0
        while let key = list[at], let value = list[at + 1] {
            if name ~= SAXName(key) { return value }
            at += 2
        }
        return nil
    }
}

/// Expat, fed piece by piece. Document types are refused: workbooks have none, and entities are a way to explode memory.
final class SAX {
    private let parser: XML_Parser
    private let part: String
    private let handler: any SAXHandler
    private var depth = 0
    private var fed = 0

    /// Workbooks nest a dozen elements; each open one costs memory.
    private static let deepest = 200
    /// Bytes of one tag or comment, which expat must keep until its end.
    private static let longestToken = 8 << 20

    /// `part` names what is read when it turns out to be damaged.
    init(_ handler: any SAXHandler, part: String) throws(AppError) {
        guard let parser = XML_ParserCreate("UTF-8") else { throw ZipArchive.damaged(part) }
        self.parser = parser
        self.part = part
        self.handler = handler
        XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        XML_SetElementHandler(
            parser,
            { user, name, attributes in
                let sax = SAX.from(user)
                sax.depth += 1
                if sax.depth > SAX.deepest { XML_StopParser(sax.parser, 0) }
                sax.handler.start(SAXName(name!), SAXAttributes(list: attributes))
            },
            { user, name in
                let sax = SAX.from(user)
                sax.depth -= 1
                sax.handler.end(SAXName(name!))
            })
        XML_SetCharacterDataHandler(parser) { user, text, count in
            text!.withMemoryRebound(to: UInt8.self, capacity: Int(count)) {
                SAX.from(user).handler.text(UnsafeBufferPointer(start: $0, count: Int(count)))
            }
        }
        XML_SetStartDoctypeDeclHandler(parser) { user, _, _, _, _ in XML_StopParser(SAX.from(user).parser, 0) }
    }

    deinit { XML_ParserFree(parser) }

    /// Reads more; no bytes mean the end. Throws when the part is not well-formed XML.
    func feed(_ bytes: [UInt8]) throws(AppError) {
        let status = bytes.withUnsafeBytes { raw in
            XML_Parse(parser, raw.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(raw.count), bytes.isEmpty ? 1 : 0)
        }
        fed += bytes.count
        guard status == XML_STATUS_OK, fed - Int(XML_GetCurrentByteIndex(parser)) <= SAX.longestToken else {
            throw ZipArchive.damaged(part)
        }
    }

    /// Reads a whole part.
    static func read(_ stream: ZipStream, _ handler: any SAXHandler, part: String) throws(AppError) {
        let parser = try SAX(handler, part: part)
        while true {
            let bytes = try stream.next()
            try parser.feed(bytes)
            if bytes.isEmpty { return }
        }
    }

    private static func from(_ user: UnsafeMutableRawPointer?) -> SAX { Unmanaged<SAX>.fromOpaque(user!).takeUnretainedValue() }
}
