import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Kernel
import NIOCore
import Synchronization

/// Reads a request's body at most once, in whichever form it is asked for, and never beyond the route's limits.
///
/// Touched by one task at a time; the lock is for the compiler. An actor would leave the connection's event loop and come back for
/// each question.
final class BodyReader: Sendable {
    private let body: RequestBody
    private let headers: HTTPFields
    private let limits: BodyLimits
    private let installation: Installation
    private let known = Mutex(Known())

    /// What was read already.
    private struct Known {
        var form: FormData?
        var bytes: ByteBuffer?
        var json: JSONValue?
    }

    init(_ request: Hummingbird.Request, limits: BodyLimits, _ installation: Installation) {
        body = request.body
        headers = request.headers
        self.limits = limits
        self.installation = installation
    }

    /// Replaces what was sent, when a form is taken up again.
    func replace(_ form: FormData) { known.withLock { $0.form = form } }

    func readForm() async throws -> FormData {
        if let form = known.withLock({ $0.form }) { return form }
        try checkLength()
        let type = headers[.contentType] ?? ""
        let media = type.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces).lowercased()
        let read: FormData
        switch media {
        case "multipart/form-data":
            guard let boundary = parameters(type)["boundary"], (1...70).contains(boundary.utf8.count) else {
                throw AppError(.malformed, "error.form_broken")
            }
            read = try await readMultipart(boundary)
        case "application/x-www-form-urlencoded": read = try urlDecoded(try await readBytes())
        case "" where headers[.contentLength] ?? "0" == "0": read = FormData()
        default: throw AppError(.unsupported, "error.not_a_form")
        }
        known.withLock { $0.form = read }
        return read
    }

    func readBytes() async throws -> ByteBuffer {
        if let bytes = known.withLock({ $0.bytes }) { return bytes }
        try checkLength()
        var whole = ByteBuffer()
        var chunks = body.makeAsyncIterator()
        while var chunk = try await next(&chunks) {
            guard whole.readableBytes + chunk.readableBytes <= limits.total else { throw AppError.tooLarge(limits.total) }
            if whole.readableBytes == 0 { whole = chunk } else { whole.writeBuffer(&chunk) }
        }
        known.withLock { [whole] in $0.bytes = whole }
        return whole
    }

    func readJSON() async throws -> JSONValue {
        if let json = known.withLock({ $0.json }) { return json }
        let read = try JSONValue(parsing: try await readBytes())
        known.withLock { $0.json = read }
        return read
    }

    /// Refuses at once what says itself that it is too big.
    private func checkLength() throws {
        if let text = headers.text(.contentLength), let length = Int(text), length > limits.total { throw AppError.tooLarge(limits.total) }
    }

    private func readMultipart(_ boundary: String) async throws -> FormData {
        var parser = Multipart(boundary: boundary, limits: limits) { [installation] in
            try TemporaryFile(folder: installation.uploadFolder, name: hex(installation.world.random(16)))
        }
        var chunks = body.makeAsyncIterator()
        while let chunk = try await next(&chunks) { try parser.feed(chunk) }
        return try parser.finish()
    }

    /// What breaks off, or is not divided as HTTP divides it, was sent so: no defect of ours.
    private func next(_ chunks: inout RequestBody.AsyncIterator) async throws -> ByteBuffer? {
        do { return try await chunks.next() } catch let error as CancellationError { throw error } catch {
            throw AppError(.malformed, "error.form_broken")
        }
    }

    private func urlDecoded(_ bytes: ByteBuffer) throws -> FormData {
        let pairs = urlDecodedPairs(Array(buffer: bytes))
        guard pairs.count <= limits.fields else { throw AppError(.tooLarge, "error.too_many_fields") }
        return FormData(
            try pairs.map { name, value in
                guard let name = String(validating: name, as: UTF8.self), let value = String(validating: value, as: UTF8.self) else {
                    throw AppError.notUTF8
                }
                return (name, value)
            })
    }
}
