import HTTPTypes
import Kernel
import Synchronization

/// Pages that a browser was told it still has, with how to find out whether it does now. Who asks for one of them again is
/// answered before anything else is made ready.
///
/// Only for visitors without cookies: to them an address in a language is one page, whoever asks.
final class Revalidations: Sendable {
    struct Key: Hashable, Sendable {
        /// With the query.
        let address: String
        let languages: String?
        /// The header as it was sent.
        let tags: String

        /// Bytes of all parts together.
        private static let longest = 1000

        /// `nil` when who asks, or how, may change the answer.
        init?(_ method: HTTPRequest.Method, _ address: String, _ headers: HTTPFields) {
            guard method == .get, let tags = headers.text(.ifNoneMatch), !headers.contains(.cookie), !headers.contains(.authorization)
            else {
                return nil
            }
            let languages = headers.text(.acceptLanguage)
            // Nobody's browser sends more for a page of ours, and thousands of them are kept.
            guard address.utf8.count + tags.utf8.count + (languages?.utf8.count ?? 0) <= Key.longest else { return nil }
            self.address = address
            self.tags = tags
            self.languages = languages
        }
    }

    struct Known: Sendable {
        let route: Int
        let template: String
        /// Of the look the page was made with.
        let lookRevision: Int
        let validator: String
        /// What the validator is now.
        let current: @Sendable () async throws -> String
        let headers: HTTPFields
    }

    private let known = Mutex<[Key: Known]>([:])
    /// Emptied as a whole when full: what is asked for often is soon back.
    private static let most = 4000

    func find(_ key: Key) -> Known? { known.withLock { $0[key] } }

    func keep(_ answer: Known, as key: Key) {
        known.withLock { known in
            if known.count >= Self.most { known = [:] }
            known[key] = answer
        }
    }
}
