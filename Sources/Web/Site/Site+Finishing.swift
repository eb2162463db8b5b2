import HTTPTypes
import Hummingbird
import Kernel
import NIOCore

extension Site {
    /// Smallest body worth compressing, in bytes.
    private static let smallest = 1024

    /// Makes Hummingbird's answer of ours: headers, cookies, validators, compression.
    func finish(_ reply: Reply, _ raw: Hummingbird.Request, _ context: SiteContext) -> Response {
        let (cookies, isSecure, rates, actor) = context.exchange.read { ($0.cookies, $0.isSecure, $0.rates, $0.actor) }
        var fields = reply.headers
        var status = reply.status
        var body = reply.body
        if status == .ok, let etag = fields.text(.eTag), raw.method == .get || raw.method == .head, matches(raw.headers, etag) {
            status = .notModified
            body = .none
            fields[.contentType] = nil
        }
        // What the browser is told still holds, it has with all that guards it (RFC 9110 §15.4.5). A style sheet or a picture runs
        // nothing by itself: what guards documents would only make each of them half a kilobyte longer.
        if status != .notModified {
            for field in reply.isOurFile ? headers.ofOurFiles : headers.fields where !reply.headers.contains(field.name) {
                fields.append(field)
            }
        }
        fields.append(HTTPField(name: .xRequestID, value: context.requestID))
        if !reply.headers.contains(.cacheControl) {
            fields.append(HTTPField(name: .cacheControl, value: actor == .visitor ? "private, no-cache" : "no-store"))
        }
        for cookie in cookies + reply.cookies + flash(reply) {
            fields.append(HTTPField(name: .setCookie, value: cookie.header(isSecure: isSecure)))
        }
        if let rates {
            fields[.rateLimit] = String(rates.limit.burst)
            fields[.rateRemaining] = String(rates.remaining)
            fields[.rateReset] = String(rates.reset)
        }
        let isText = fields.text(.contentType).map(Asset.isText) ?? false
        if isText { fields[.vary] = fields.text(.vary).map { "\($0), Accept-Encoding" } ?? "Accept-Encoding" }
        let compresses = isText && !fields.contains(.contentEncoding) && acceptsGzip(raw.headers)
        let content = responseBody(body, compresses, &fields)
        // Says the length of the body, if that is known.
        let response = Response(status: status, headers: fields, body: content)
        guard raw.method == .head else { return response }
        // Where it is not known, 0 would be wrong. Hummingbird's own handler cannot end such an answer without a mark of chunks.
        guard context.isDirect, content.contentLength == nil else { return response.createHeadResponse() }
        return Response(status: status, headers: fields, body: ResponseBody { writer in try await writer.finish(nil) })
    }

    private func responseBody(_ body: Reply.Body, _ compresses: Bool, _ fields: inout HTTPFields) -> ResponseBody {
        switch body {
        case .none: return ResponseBody()
        case .bytes(let bytes):
            guard compresses, bytes.readableBytes >= Site.smallest else { return ResponseBody(byteBuffer: bytes) }
            fields[.contentEncoding] = "gzip"
            return ResponseBody(byteBuffer: ByteBuffer(bytes: gzip(bytes, level: 4)))
        case .pieces(let pieces):
            guard compresses, pieces.reduce(0, { $0 + $1.readableBytes }) >= Site.smallest else { return ResponseBody(contentsOf: pieces) }
            fields[.contentEncoding] = "gzip"
            return ResponseBody(byteBuffer: ByteBuffer(bytes: gzip(ByteBuffer(joining: pieces), level: 4)))
        case .twice(let bytes, let gzipped):
            guard compresses, bytes.readableBytes >= Site.smallest else { return ResponseBody(byteBuffer: bytes) }
            fields[.contentEncoding] = "gzip"
            return ResponseBody(byteBuffer: gzipped)
        case .stream(let write):
            if compresses { fields[.contentEncoding] = "gzip" }
            return ResponseBody { writer in
                let sink = StreamWriter(writer, gzips: compresses)
                try await write(sink)
                try await sink.finish()
            }
        case .sized(let length, let write):
            return ResponseBody(contentLength: length) { writer in
                let sink = StreamWriter(writer, gzips: false)
                try await write(sink)
                try await sink.finish()
            }
        }
    }

    private func flash(_ reply: Reply) -> [SetCookie] {
        guard reply.flash != nil || reply.sentDraft != nil else { return [] }
        let said = String((reply.flash ?? "").prefix(300))
        let kept = reply.sentDraft.map { "\(said)\(Site.parting)\($0.prefix(Site.longestDraftName))" } ?? said
        return [SetCookie(CookieName.flash, percentEncoded(kept), maxAge: 120)]
    }

    private func acceptsGzip(_ headers: HTTPFields) -> Bool {
        guard let accepted = headers.text(.acceptEncoding) else { return false }
        return accepted.split(separator: ",").contains { part in
            let pieces = part.split(separator: ";").map { $0.drop { $0 == " " } }
            return (pieces[0].hasPrefix("gzip") || pieces[0] == "*") && !pieces.dropFirst().contains { $0 == "q=0" }
        }
    }

    /// Weak comparison (RFC 9110 §13.1.2): compressing does not make it another page.
    private func matches(_ headers: HTTPFields, _ etag: String) -> Bool {
        headers[values: .ifNoneMatch].contains { line in
            line == etag || line == "*"
                || line.split(separator: ",").contains { part in
                    let tag = part.drop { $0 == " " }
                    return (tag.hasPrefix("W/") ? tag.dropFirst(2) : tag) == etag[...]
                }
        }
    }
}
