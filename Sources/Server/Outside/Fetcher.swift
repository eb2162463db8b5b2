import CCurl
import Foundation
import Kernel

/// Gets files from the web by libcurl, without being sent into the house's own network: every address is looked at after its name was
/// resolved, at the beginning and at every redirect.
struct Fetcher: Sendable {
    private static let mostRedirects = 5
    /// A fetch waits for others more than it works.
    private static let lane = Background(parallel: 4)

    /// Hosts that may be asked whatever their address, such as another server of the regency.
    private let allowed: Set<String>

    init(allowing hosts: [String]) { allowed = Set(hosts.map { $0.lowercased() }) }

    /// Does what ``World/fetch`` says.
    func fetch(_ request: FetchRequest) async throws(AppError) -> FetchAnswer {
        try await Fetcher.lane.run { () throws(AppError) in try self.fetchBlocking(request) }
    }

    private func fetchBlocking(_ request: FetchRequest) throws(AppError) -> FetchAnswer {
        let deadline = ContinuousClock.now + .seconds(request.seconds)
        var address = try WebAddress(request.url)
        let first = address.url
        for _ in 0...Fetcher.mostRedirects {
            let left = Int((deadline - .now).components.seconds)
            guard left > 0 else { throw Fetcher.unavailable("fetch.too_slow", address.host) }
            // What was written for one host is no other's business.
            let headers = address.host == first.host()?.lowercased() && address.url.scheme == first.scheme ? request.headers : []
            let answer = try exchange(address, headers, request, seconds: left)
            let status = answer.status
            if [301, 302, 303, 307, 308].contains(status), !text(answer.location).isEmpty {
                address = try WebAddress(text(answer.location), relativeTo: address.url)
                continue
            }
            guard (200...299).contains(status) || status == 304 else {
                try? FileManager.default.removeItem(atPath: request.path)
                throw Fetcher.refused(status, address.host)
            }
            return FetchAnswer(
                status: status, url: address.url.absoluteString, contentType: text(answer.content_type),
                name: Disposition.name(text(answer.disposition)) ?? address.name, etag: text(answer.etag),
                lastModified: text(answer.last_modified), bytes: Int(answer.bytes))
        }
        try? FileManager.default.removeItem(atPath: request.path)
        throw AppError.invalid("url", Message("fetch.redirects", ["host": address.host]))
    }

    private func exchange(_ address: WebAddress, _ headers: [FetchRequest.Header], _ request: FetchRequest, seconds: Int) throws(AppError)
        -> ccurl_answer
    {
        let file = open(request.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw AppError.unavailable(Message("fetch.no_room", ["reason": String(cString: strerror(errno))])) }
        defer { close(file) }
        var answer = ccurl_answer()
        var reason = [CChar](repeating: 0, count: 512)
        let lines = headers.map { strdup("\($0.name): \($0.value.filter { !$0.isNewline })") } + [strdup("User-Agent: Pendopo")]
        defer { lines.forEach { free($0) } }
        let isPublic: (@convention(c) (UnsafePointer<UInt8>?, Int32) -> Int32)? =
            allowed.contains(address.host)
            ? nil : { bytes, count in PublicAddress.isPublic(Array(UnsafeBufferPointer(start: bytes, count: Int(count)))) ? 1 : 0 }
        let code = lines.map { UnsafePointer($0) }.withUnsafeBufferPointer { list in
            ccurl_exchange(
                address.url.absoluteString, list.baseAddress, Int32(list.count), nil, 0, file, Int64(request.mostBytes), seconds, isPublic,
                &answer, &reason)
        }
        guard code != 0 else { return answer }
        try? FileManager.default.removeItem(atPath: request.path)
        if answer.is_refused != 0 { throw AppError.invalid("url", Message("fetch.private_address", ["host": address.host])) }
        if answer.is_too_large != 0 { throw AppError.tooLarge(Message("fetch.too_large", ["most": "\(request.mostBytes >> 20)"])) }
        if answer.is_slow != 0 { throw Fetcher.unavailable("fetch.too_slow", address.host) }
        let words = String(decoding: reason.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        throw AppError(.unavailable, Message("fetch.no_answer", ["host": address.host, "reason": words]), retryAfter: 60)
    }

    private static func refused(_ status: Int, _ host: String) -> AppError {
        let message = Message("fetch.status", ["host": host, "status": "\(status)"])
        return switch status {
        case 404, 410: AppError(.notFound, message)
        case 400..<500 where status != 408 && status != 429: AppError(.invalid, message)
        default: AppError(.unavailable, message, retryAfter: 60)
        }
    }

    private static func unavailable(_ key: TextKey, _ host: String) -> AppError {
        AppError(.unavailable, Message(key, ["host": host]), retryAfter: 60)
    }

    /// The letters of a fixed array of C, up to its zero.
    private func text<T>(_ letters: T) -> String {
        withUnsafeBytes(of: letters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}

/// The file's name in a `Content-Disposition`.
enum Disposition {
    static func name(_ header: String) -> String? {
        let parts = header.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
        for (key, decode) in [("filename*=", true), ("filename=", false)] {
            guard let part = parts.first(where: { $0.lowercased().hasPrefix(key) }) else { continue }
            var value = String(part.dropFirst(key.count)).trimmingCharacters(in: ["\""])
            if decode {
                value =
                    value.split(separator: "'", omittingEmptySubsequences: false).last.flatMap { String($0).removingPercentEncoding }
                    ?? value
            }
            let name = value.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map { Plain.line(String($0)) } ?? ""
            if !name.isEmpty { return String(name.prefix(200)) }
        }
        return nil
    }
}
