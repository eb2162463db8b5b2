import Kernel
import Logging

/// Why a store did not do what it was asked.
struct S3Fault: CustomStringConvertible {
    let status: Int
    /// The store's own word for it, such as `SlowDown`; empty without one.
    let code: String

    init(status: Int, text: String) {
        self.status = status
        code = S3List.values(of: "Code", in: text).first ?? ""
    }

    var description: String { code.isEmpty ? "status \(status)" : "status \(status), \(code)" }

    var maySucceedLater: Bool { status >= 500 || status == 408 || status == 409 || status == 429 || code == "RequestTimeout" }

    func error(_ place: S3Place) -> AppError {
        Database.log.error("the bucket refused", metadata: ["bucket": "\(place.bucket)", "status": "\(status)", "code": "\(code)"])
        let key: TextKey =
            switch (status, code) {
            case (_, "RequestTimeTooSkewed"): "error.bucket_clock"
            case (_, "NoSuchBucket"), (404, _): "error.bucket_missing"
            case (401, _), (403, _): "error.bucket_forbidden"
            default: "error.bucket_refused"
            }
        return AppError.unavailable(Message(key, ["bucket": place.bucket, "reason": description]))
    }
}
