import Kernel
import Testing

@testable import Storage

/// The examples of "Authenticating Requests: Using the Authorization Header (AWS Signature Version 4)" in Amazon's S3 reference.
@Suite("Signatures for object stores") struct S3SignatureTests {
    private static let signature = S3Signature(
        key: S3Key(id: "AKIAIOSFODNN7EXAMPLE", secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"), region: "us-east-1")
    private static let nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    private static let at = Instant("2013-05-24T00:00:00Z")!

    private func proof(
        _ method: String, _ path: String, _ query: [(name: String, value: String)] = [], _ more: [(name: String, value: String)] = [],
        content: String = nothing
    ) -> String {
        let host = (name: "host", value: "examplebucket.s3.amazonaws.com")
        let headers = Self.signature.headers(method, path: path, query: query, headers: [host] + more, content: content, at: Self.at)
        #expect(headers.contains { $0.name == "x-amz-date" && $0.value == "20130524T000000Z" })
        return headers.first { $0.name == "Authorization" }?.value ?? ""
    }

    @Test("are those of the reference's examples")
    func examples() {
        let get = proof("GET", "/test.txt", [], [(name: "Range", value: "bytes=0-9")])
        #expect(get.hasSuffix("Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"))
        #expect(get.contains("Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"))
        #expect(get.contains("SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"))
        let lifecycle = proof("GET", "/", [(name: "lifecycle", value: "")])
        #expect(lifecycle.hasSuffix("Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"))
        let list = proof("GET", "/", [(name: "prefix", value: "J"), (name: "max-keys", value: "2")])
        #expect(list.hasSuffix("Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"))
        let put = proof(
            "PUT", "/test%24file.text", [],
            [(name: "date", value: "Fri, 24 May 2013 00:00:00 GMT"), (name: "x-amz-storage-class", value: "REDUCED_REDUNDANCY")],
            content: "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072")
        #expect(put.hasSuffix("Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"))
    }

    @Test("a secret is not printed with its key")
    func secret() {
        let key = S3Key(id: "AK", secret: "rahasia")
        #expect("\(key)" == "key AK" && !"\(S3Signature(key: key, region: "x"))".contains("rahasia"))
    }

    @Test("a query has one form, and a place only letters that need no escaping")
    func forms() {
        let query = S3Signature.encoded([(name: "prefix", value: "a/b é"), (name: "list-type", value: "2")])
        #expect(query == "list-type=2&prefix=a%2Fb%20%C3%A9")
        #expect(S3Place(address: "https://s3.example.id", bucket: "a b") == nil)
        #expect(S3Place(address: "https://s3.example.id", bucket: "a", prefix: "b//c") == nil)
        #expect(S3Place(address: "https://s3.example.id", bucket: "a", prefix: "b/../c") == nil)
        let place = S3Place(address: "https://s3.example.id:443", bucket: "a", prefix: "/b/c/")
        #expect(place?.prefix == "b/c/" && place?.host == "s3.example.id")
        #expect(S3Place(address: "http://127.0.0.1:9000", bucket: "a")?.host == "127.0.0.1:9000")
    }
}
