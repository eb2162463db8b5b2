import CCurl
import Foundation
import Storage

/// Talks to an object store by libcurl. It is the operator's, often in the house's own network, so every address is fine.
enum BucketCall {
    static let send: S3Call.Send = { call in
        let file = open(call.answer, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw S3NoAnswer(reason: "no room for the answer: \(String(cString: strerror(errno)))") }
        defer { close(file) }
        var (upload, size) = (Int32(-1), Int64(0))
        if let path = call.upload {
            upload = open(path, O_RDONLY | O_CLOEXEC)
            var found = stat()
            guard upload >= 0, fstat(upload, &found) == 0 else { throw S3NoAnswer(reason: "\(path) cannot be read") }
            size = Int64(found.st_size)
        }
        defer { if upload >= 0 { close(upload) } }
        // A store that waits for "100 Continue" would make every file a second slower where a proxy swallows it.
        let lines = call.headers.filter { $0.name != "host" }.map { "\($0.name): \($0.value)" } + ["User-Agent: Pendopo", "Expect:"]
        let copies = lines.map { strdup($0) }
        defer { copies.forEach { free($0) } }
        var answer = ccurl_answer()
        var length: Int64 = -1
        var reason = [CChar](repeating: 0, count: 512)
        let code = copies.map { UnsafePointer($0) }.withUnsafeBufferPointer { list in
            ccurl_store(
                call.method, call.url, list.baseAddress, Int32(list.count), upload, size, file, Int64(call.mostBytes), &answer, &length,
                &reason)
        }
        guard code == 0 else {
            throw S3NoAnswer(reason: String(decoding: reason.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
        }
        return S3Answer(status: answer.status, length: Int(length))
    }
}
