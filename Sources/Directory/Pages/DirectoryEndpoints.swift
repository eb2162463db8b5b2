import Web

/// Every operation of the directory's API.
enum DirectoryEndpoints {
    static let all: [Endpoint] = []
}
