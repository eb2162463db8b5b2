import Foundation
import Kernel
import Logging

/// A bucket of S3 or of any store that speaks its language: objects by path, requests signed with version 4.
package struct S3Bucket: FileBucket {
    package let place: S3Place
    private let signature: S3Signature
    private let send: S3Call.Send
    private let now: @Sendable () -> Instant
    /// Waits between attempts; in seconds.
    private let wait: @Sendable (Double) -> Void
    /// Where answers are put while they are read.
    private let folder: String

    private static let attempts = 5
    private static let nothing = FileStore.name(of: [])
    private static let longestError = 1 << 16
    private static let longestList = 4 << 20

    package init(
        _ place: S3Place, key: S3Key, folder: String = NSTemporaryDirectory(), now: @escaping @Sendable () -> Instant,
        wait: @escaping @Sendable (Double) -> Void = { Thread.sleep(forTimeInterval: $0) }, send: @escaping S3Call.Send
    ) {
        self.place = place
        signature = S3Signature(key: key, region: place.region)
        (self.send, self.now, self.wait, self.folder) = (send, now, wait, folder)
    }

    package var name: String { "\(place.bucket) at \(place.address)" }

    package func put(fileAt path: String, as hash: String) throws {
        let absent = [(name: "if-none-match", value: "*")]
        var answer = try ask("PUT", place.path(hash), headers: absent, upload: path, content: hash, also: [412, 501])
        if answer.status == 501 {
            // A store that cannot put on condition. To put the same bytes in the place of the same bytes changes nothing.
            if try exists(hash) { answer.status = 412 } else { answer = try ask("PUT", place.path(hash), upload: path, content: hash) }
        }
        if answer.status == 412 { try compare(fileAt: path, hash) }
    }

    /// Whether what was there already can be what we wanted to put there, by its length only: to compare the content we would have to
    /// fetch it. Whoever reads it compares the content with the hash.
    private func compare(fileAt path: String, _ hash: String) throws {
        let found = try ask("HEAD", place.path(hash))
        guard let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int, found.length < 0 || found.length == size
        else { throw AppError.unavailable(Message("error.file_damaged", ["hash": hash])) }
    }

    package func get(_ hash: String, to path: String) throws -> Bool {
        try ask("GET", place.path(hash), into: path, mostBytes: .max, also: [404]).status != 404
    }

    package func exists(_ hash: String) throws -> Bool { try ask("HEAD", place.path(hash), also: [404]).status != 404 }

    package func remove(_ hash: String) throws { try ask("DELETE", place.path(hash), also: [404]) }

    package func forEach(_ body: (String) throws -> Void) throws {
        var next: String?
        repeat {
            var query = [(name: "list-type", value: "2"), (name: "prefix", value: place.prefix)]
            if let next { query.append((name: "continuation-token", value: next)) }
            let page = try list(query)
            for key in page.keys {
                let hash = String(key.suffix(64))
                // What others keep beside our files is no business of ours.
                if FileStore.isHash(hash), place.path(hash) == "/\(place.bucket)/\(key)" { try body(hash) }
            }
            next = page.next
        } while next != nil
    }

    private func list(_ query: [(name: String, value: String)]) throws -> S3List {
        let path = temporary
        defer { unlink(path) }
        try ask("GET", "/\(place.bucket)", query: query, into: path, mostBytes: S3Bucket.longestList)
        guard let list = S3List(String(decoding: try Disk.read(path) ?? [], as: UTF8.self)) else {
            throw S3Bucket.unreachable("a list that is none")
        }
        return list
    }

    private var temporary: String { "\(folder)/bucket-\(UUID().uuidString)" }

    /// Asks until there is an answer that says something.
    /// - Parameter also: statuses besides those of success that the caller understands.
    @discardableResult
    private func ask(
        _ method: String, _ path: String, query: [(name: String, value: String)] = [], headers: [(name: String, value: String)] = [],
        upload: String? = nil, content: String? = nil, into: String? = nil, mostBytes: Int = longestError, also: [Int] = []
    ) throws -> S3Answer {
        let file = into ?? temporary
        var isKept = false
        defer { if !isKept { unlink(file) } }
        var reason = ""
        for attempt in 0..<S3Bucket.attempts {
            if attempt > 0 { wait(0.2 * pow(3, Double(attempt - 1)) * Double.random(in: 0.8...1.2)) }
            var sent = [(name: "host", value: place.host)] + headers
            let time = now()
            sent += signature.headers(
                method, path: path, query: query, headers: sent, content: content ?? S3Bucket.nothing, at: time)
            let url = place.address + path + (query.isEmpty ? "" : "?" + S3Signature.encoded(query))
            let call = S3Call(method: method, url: url, headers: sent, upload: upload, answer: file, mostBytes: mostBytes)
            let answer: S3Answer
            do { answer = try send(call) } catch let none as S3NoAnswer {
                reason = none.reason
                continue
            }
            if (200...299).contains(answer.status) {
                isKept = into != nil
                return answer
            }
            let fault = try S3Fault(status: answer.status, text: method == "HEAD" ? "" : beginning(of: file))
            if also.contains(answer.status), fault.code != "NoSuchBucket" { return answer }
            if !fault.maySucceedLater { throw fault.error(place) }
            reason = fault.description
        }
        throw S3Bucket.unreachable(reason)
    }

    /// The beginning of what came instead of a file.
    private func beginning(of path: String) throws -> String {
        guard let file = FileHandle(forReadingAtPath: path) else { return "" }
        defer { try? file.close() }
        return String(decoding: try file.read(upToCount: S3Bucket.longestError) ?? Data(), as: UTF8.self)
    }

    private static func unreachable(_ reason: String) -> AppError {
        Database.log.error("the bucket gave no answer", metadata: ["reason": "\(reason)"])
        return AppError(.unavailable, "error.bucket_unreachable", retryAfter: 10)
    }
}
