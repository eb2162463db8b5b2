import CExpat
import Kernel

/// What happens while an XML part is read from top to bottom. Names come without their namespace prefix.
protocol SAXHandler: AnyObject {
    func start(_ name: String, _ attributes: SAXAttributes)
    func end(_ name: String)
    /// Text, in pieces.
    func text(_ bytes: UnsafeBufferPointer<UInt8>)
}

/// The attributes of one element, valid during its start only.
struct SAXAttributes {
    fileprivate let list: UnsafeMutablePointer<UnsafePointer<CChar>?>?

    /// The attribute's value, its name without prefix.
    subscript(_ name: StaticString) -> String? {
        guard let list else { return nil }
        var at = 0
        while let key = list[at], let value = list[at + 1] {
            if isNamed(key, name) { return String(cString: value) }
            at += 2
        }
        return nil
    }

    private func isNamed(_ key: UnsafePointer<CChar>, _ name: StaticString) -> Bool {
        var start = key
        var at = key
        while at.pointee != 0 {
            if at.pointee == 58 { start = at + 1 }
            at += 1
        }
        return at - start == name.utf8CodeUnitCount
            && name.withUTF8Buffer { buffer in
                buffer.indices.allSatisfy { UInt8(bitPattern: start[$0]) == buffer[$0] }
            }
    }
}

/// Expat, fed piece by piece. Document types are refused: workbooks have none, and entities are a way to explode memory.
final class SAX {
    private let parser: XML_Parser
    private let part: String
    private let handler: any SAXHandler

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
                SAX.from(user).handler.start(SAX.local(name!), SAXAttributes(list: attributes))
            },
            { user, name in SAX.from(user).handler.end(SAX.local(name!)) })
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
        guard status == XML_STATUS_OK else { throw ZipArchive.damaged(part) }
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

    private static func local(_ name: UnsafePointer<CChar>) -> String {
        var start = name
        var at = name
        while at.pointee != 0 {
            if at.pointee == 58 { start = at + 1 }
            at += 1
        }
        return String(cString: start)
    }
}
