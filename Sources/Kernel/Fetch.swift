/// An address outside to be asked, and how much of an answer is taken.
package struct FetchRequest: Hashable, Sendable {
    /// `http://` or `https://`. Addresses that lead into one's own network are refused, also after redirects, unless the operator allows
    /// the host.
    package var url: String
    package var headers: [Header]
    /// Where the answer's body goes: a file that is made, or made anew.
    package var path: String
    /// More bytes than this, unpacked, and the fetch ends with `.tooLarge`.
    package var mostBytes: Int
    /// Seconds for all of it, redirects included.
    package var seconds: Int

    package init(_ url: String, to path: String, headers: [Header] = [], mostBytes: Int = 512 << 20, seconds: Int = 600) {
        self.url = url
        self.path = path
        self.headers = headers
        self.mostBytes = mostBytes
        self.seconds = seconds
    }

    package struct Header: Hashable, Sendable {
        package var name: String
        package var value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }
}

/// What an address answered with a success.
package struct FetchAnswer: Hashable, Sendable {
    /// 200 to 299, or 304 when a header asked for it.
    package var status: Int
    /// Where it was found in the end.
    package var url: String
    package var contentType: String
    /// The file's name as the server calls it, else the last part of the address; perhaps empty.
    package var name: String
    package var etag: String
    package var lastModified: String
    package var bytes: Int

    package init(
        status: Int = 200, url: String, contentType: String = "", name: String = "", etag: String = "", lastModified: String = "",
        bytes: Int = 0
    ) {
        self.status = status
        self.url = url
        self.contentType = contentType
        self.name = name
        self.etag = etag
        self.lastModified = lastModified
        self.bytes = bytes
    }
}
