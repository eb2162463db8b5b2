import Foundation
import HTTPTypes
import Kernel
import NIOCore

extension Reply {
    /// A page. Unless the reply says otherwise, only the browser itself keeps it, and asks before showing it again; what
    /// somebody with an account sees is not kept at all, because the next at that screen may be somebody else.
    package static func page(_ html: HTML, status: HTTPResponse.Status = .ok) -> Reply {
        // Only a form that came back has errors to name.
        let html = status == .ok ? html : ErrorSummary.named(html)
        return Reply(status: status, headers: [.contentType: "text/html; charset=utf-8"], body: .bytes(ByteBuffer(string: html.markup)))
    }

    /// Sends the browser to another page with GET (303), after an act. Only paths of this site.
    /// - Parameter sent: name of the form's draft that has arrived (``PostForm``); letters, digits, `-` and `_`.
    package static func redirect(_ path: String, flash: String? = nil, sent: String? = nil) -> Reply {
        var reply = Reply(status: .seeOther, headers: [.location: safePath(path), .cacheControl: "no-store"])
        reply.flash = flash
        reply.sentDraft = sent
        return reply
    }

    /// JSON that nobody may keep.
    package static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Reply {
        Reply(
            status: status, headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: .bytes(ByteBuffer(bytes: try encodeJSON(value))))
    }

    package static func json(_ value: JSONValue, status: HTTPResponse.Status = .ok) -> Reply {
        Reply(
            status: status, headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: .bytes(ByteBuffer(bytes: value.bytes)))
    }

    package static func created(_ value: JSONValue, at path: String) -> Reply {
        var reply = json(value, status: .created)
        reply.headers[.location] = path
        return reply
    }

    /// A new thing under its own address (201).
    package static func created(_ value: some Encodable, at path: String) throws -> Reply {
        try json(value, status: .created).header("Location", path)
    }

    /// Done, and nothing to say (204).
    package static let noContent = Reply(status: .noContent)
    /// The browser's copy still holds (304).
    package static let notModified = Reply(status: .notModified)

    package static func text(_ text: String, type: String = "text/plain; charset=utf-8", status: HTTPResponse.Status = .ok) -> Reply {
        Reply(status: status, headers: [.contentType: type, .cacheControl: "no-store"], body: .bytes(ByteBuffer(string: text)))
    }

    /// Bytes of any type; with a `filename` the browser offers to save them under it.
    package static func bytes(_ bytes: [UInt8], type: String, filename: String? = nil) -> Reply {
        Reply(headers: fileHeaders(type, filename), body: .bytes(ByteBuffer(bytes: bytes)))
    }

    /// A table that is written while it is read, so that its size does not matter.
    package static func csv(filename: String, _ write: @escaping @Sendable (StreamWriter) async throws -> Void) -> Reply {
        Reply(headers: fileHeaders("text/csv; charset=utf-8", filename), body: .stream(write))
    }

    /// A table that is small enough to be made at once.
    package static func csv(_ text: String, filename: String) -> Reply {
        Reply(headers: fileHeaders("text/csv; charset=utf-8", filename), body: .bytes(ByteBuffer(string: text)))
    }

    private static func fileHeaders(_ type: String, _ filename: String?) -> HTTPFields {
        var headers: HTTPFields = [.contentType: type, .cacheControl: "no-store"]
        if let filename {
            let plain = String(
                filename.unicodeScalars.map { $0.isASCII && $0 != "\"" && $0 != "\\" && $0.value > 31 ? Character($0) : "_" })
            headers[.contentDisposition] = "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(percentEncoded(filename))"
        }
        return headers
    }

    /// The path when it leads into this site, else the front page: `//elsewhere.example` and `https:…` lead away.
    package static func safePath(_ path: String) -> String {
        let bytes = Array(path.utf8)
        guard bytes.first == UInt8(ascii: "/"), bytes.count < 2 || (bytes[1] != UInt8(ascii: "/") && bytes[1] != UInt8(ascii: "\\")),
            bytes.allSatisfy({ $0 > 32 && $0 != 127 && $0 != UInt8(ascii: "\\") })
        else { return "/" }
        return bytes.allSatisfy { $0 < 128 }
            ? path : String(decoding: path.utf8.flatMap { $0 < 128 ? [$0] : Array("%\(hex([$0]).uppercased())".utf8) }, as: UTF8.self)
    }
}

extension ByteBuffer {
    /// The pieces copied together.
    init(joining pieces: [ByteBuffer]) {
        self.init()
        reserveCapacity(pieces.reduce(0) { $0 + $1.readableBytes })
        for piece in pieces { writeImmutableBuffer(piece) }
    }
}

/// JSON as the API writes it: keys in alphabetical order, so that equal values give equal bytes.
package func encodeJSON(_ value: some Encodable) throws -> [UInt8] {
    // What is made of ``JSONValue`` already needs no encoder.
    if let json = (value as? any MadeOfJSON)?.json { return json.bytes }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(value))
}
