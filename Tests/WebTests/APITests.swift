import Foundation
import HTTPTypes
import Kernel
import NIOCore
import TestSupport
import Testing

@testable import Web

@Suite struct APITests {
    private func site() async throws -> (TestSite, HTTPFields) {
        let site = try await TestSite([Notes.capability])
        let key = site.key(Notes.client)
        return (site, [.authorization: "Bearer \(key)", .contentType: "application/json", .init("X-Forwarded-For")!: "203.0.113.9"])
    }

    private func post(_ site: TestSite, _ body: String, _ headers: HTTPFields, key: String? = nil) async throws -> Answer {
        var headers = headers
        if let key { headers[.init("Idempotency-Key")!] = key }
        return try await site.send(.post, "/api/notes", headers: headers, body: ByteBuffer(string: body))
    }

    @Test func makesAndLists() async throws {
        let (site, headers) = try await site()
        for number in 1...5 { #expect(try await post(site, "{\"title\":\"n\(number)\"}", headers).status == 201) }
        let first = try await site.send(.get, "/api/notes?limit=2", headers: headers).json()
        #expect(first["items"]?.array?.compactMap { $0["title"]?.string } == ["n1", "n2"])
        let cursor = try #require(first["next"]?.string)
        let second = try await site.send(.get, "/api/notes?limit=3&cursor=\(cursor)", headers: headers).json()
        #expect(second["items"]?.array?.compactMap { $0["title"]?.string } == ["n3", "n4", "n5"])
        #expect(second["next"] == .null)
        let forged = try await site.send(.get, "/api/notes?cursor=\(cursor.dropLast(3))abc", headers: headers)
        #expect(forged.status == 422)
    }

    @Test func whatIsWrongIsNamedByItsPathHoweverDeepItLies() throws {
        let part = Schema.object(.required("name", .string(max: 3)), .optional("more", .map(of: .integer)))
        let schema = Schema.object(.required("a", part), .required("list", .array(of: part)), .optional("free", .map(of: part)))
        let text = #"{"a":{"name":"long","x":1},"list":[{"more":{"k":"v"}},5],"free":{"m":{"name":1}}}"#
        let value = try JSONValue(parsing: Array(text.utf8))
        let paths = ["a.name", "a.x", "list[0].name", "list[0].more.k", "list[1]", "free.m.name"]
        #expect(schema.issues(value).map(\.field) == paths)
        #expect(schema.issues(value, at: "body").map(\.field) == paths.map { "body.\($0)" })
    }

    @Test func problemsSayWhatIsWrong() async throws {
        let (site, headers) = try await site()
        let wrong = try await post(site, #"{"title": 5, "stars": 9, "titel": "x"}"#, headers)
        #expect(wrong.status == 422)
        #expect(wrong.header("Content-Type") == "application/problem+json")
        let problem = try wrong.decoded(Problem.self)
        #expect(problem.issues.map(\.field) == ["title", "stars", "titel"])
        #expect(problem.issues.map(\.key) == ["error.json_expected", "error.out_of_range", "error.unknown_member"])
        #expect(problem.requestId == wrong.header("X-Request-Id"))

        let broken = try await post(site, "{\"title\": \"x\",\n  oops}", headers)
        #expect(broken.status == 400)
        #expect(try broken.decoded(Problem.self).detail.contains("baris 2 kolom 3"))

        var english = headers
        english[.acceptLanguage] = "en"
        #expect(try await post(site, "{}", english).decoded(Problem.self).issues.first?.message == "Fill this in.")
        english[.contentType] = "text/plain"
        #expect(try await post(site, "{}", english).status == 415)
    }

    @Test func keysAndPermissionsAreAskedFor() async throws {
        let (site, headers) = try await site()
        var none = headers
        none[.authorization] = nil
        let anonymous = try await post(site, "{\"title\":\"x\"}", none)
        #expect(anonymous.status == 401)
        #expect(anonymous.header("WWW-Authenticate") == "Bearer")
        none[.authorization] = "Bearer nonsense"
        #expect(try await post(site, "{\"title\":\"x\"}", none).status == 401)
        none[.authorization] = "Bearer \(site.key(Actor(kind: .client, id: "x")))"
        #expect(try await post(site, "{\"title\":\"x\"}", none).status == 403)
        #expect(try await Notes.titles(site).isEmpty)
    }

    @Test func aSessionNeedsTheFormTokenToWrite() async throws {
        let (site, _) = try await site()
        let browser = site.browser()
        browser.signIn(Notes.writer)
        let json: HTTPFields = [.contentType: "application/json", .init("Sec-Fetch-Site")!: "same-origin"]
        #expect(try await browser.send(.post, "/api/notes", headers: json, body: ByteBuffer(string: "{\"title\":\"x\"}")).status == 403)
        var withToken = json
        withToken[.init("X-CSRF-Token")!] = try await browser.get("/rahasia").form().value("_csrf")
        #expect(
            try await browser.send(.post, "/api/notes", headers: withToken, body: ByteBuffer(string: "{\"title\":\"x\"}")).status == 201)
    }

    @Test func theSameKeyActsOnce() async throws {
        let (site, headers) = try await site()
        let first = try await post(site, "{\"title\":\"x\"}", headers, key: "key-12345")
        let again = try await post(site, "{\"title\":\"x\"}", headers, key: "key-12345")
        #expect(again.status == 201)
        #expect(again.text == first.text)
        #expect(again.location == first.location)
        #expect(again.header("Idempotency-Replayed") == "true")
        let other = try await post(site, "{\"title\":\"y\"}", headers, key: "key-12345")
        #expect(other.status == 422)
        #expect(try other.decoded(Problem.self).issues.first?.field == "Idempotency-Key")
        #expect(try await post(site, "{\"title\":\"x\"}", headers, key: "short").status == 400)
        #expect(try await Notes.titles(site) == ["x"])
        var elsewhere = headers
        elsewhere[.authorization] = "Bearer \(site.key(Actor(kind: .client, id: "c2", grants: Notes.client.grants)))"
        #expect(try await post(site, "{\"title\":\"z\"}", elsewhere, key: "key-12345").status == 201)
    }

    @Test(arguments: ["/api/notes", "/api/notes/plain"]) func ofManyAtOnceOneActs(_ path: String) async throws {
        let (site, headers) = try await site()
        var keyed = headers
        keyed[.init("Idempotency-Key")!] = "same-key-for-all"
        let (all, sent) = (keyed, ByteBuffer(string: path == "/api/notes" ? "{\"title\":\"x\"}" : "{}"))
        let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
            for _ in 0..<20 { group.addTask { try await site.send(.post, path, headers: all, body: sent) } }
            return try await group.reduce(into: [Answer]()) { $0.append($1) }
        }
        #expect(Set(answers.map(\.text)).count == 1)
        #expect(answers.allSatisfy { $0.status == 201 })
        #expect(try await Notes.titles(site).count == 1)
    }

    @Test func anAnswerInPiecesIsReadAnewAndOneThatIsNoTextComesBackAsItWas() async throws {
        let (site, headers) = try await site()
        var keyed = headers
        keyed[.init("Idempotency-Key")!] = "key-of-a-table"
        for _ in 0..<2 {
            let table = try await site.send(.post, "/api/notes/table", headers: keyed, body: ByteBuffer(string: "{}"))
            #expect(table.status == 200 && table.text == "title\nx\n" && table.header("Idempotency-Replayed") == nil)
        }
        keyed[.init("Idempotency-Key")!] = "key-of-a-picture"
        let first = try await site.send(.post, "/api/notes/picture", headers: keyed, body: ByteBuffer(string: "{}"))
        let again = try await site.send(.post, "/api/notes/picture", headers: keyed, body: ByteBuffer(string: "{}"))
        #expect(again.header("Idempotency-Replayed") == "true")
        #expect(again.bytes == first.bytes && again.header("Content-Type") == "image/png")
    }

    @Test(arguments: ["9007199254740992", "-9007199254740992", "9223372036854775807", "9223372036854775808", "1e3"])
    func aNumberThatQueriesDoNotReadIsRefusedInsteadOfPassedOver(_ number: String) async throws {
        let (site, headers) = try await site()
        let answer = try await site.send(.post, "/api/notes/table?version=\(number)", headers: headers, body: ByteBuffer(string: "{}"))
        #expect(answer.status == 422)
        #expect(try answer.decoded(Problem.self).issues.first?.field == "version")
        let fine = try await site.send(
            .post, "/api/notes/table?version=9007199254740991", headers: headers, body: ByteBuffer(string: "{}"))
        #expect(fine.status == 200)
    }

    @Test func anAnswerThatBreaksItsSchemaFailsTheTest() async throws {
        let (site, headers) = try await site()
        await #expect(throws: SchemaMismatch.self) { try await site.send(.get, "/api/notes/wrong", headers: headers) }
    }

    @Test func unknownQueryFieldsAndWrongValuesAreRefused() async throws {
        let (site, headers) = try await site()
        #expect(try await site.send(.get, "/api/notes?limit=x", headers: headers).status == 422)
        #expect(try await site.send(.get, "/api/notes?limit=999", headers: headers).status == 422)
        #expect(try await site.send(.get, "/api/notes?limt=3", headers: headers).status == 422)
        let missing = try await site.send(.get, "/api/nothing")
        #expect(missing.status == 404)
        #expect(missing.header("Content-Type") == "application/problem+json")
        #expect(try await site.send(.put, "/api/notes").status == 405)
    }

    @Test(.enabled(if: OpenAPIValidator.isThere, "needs openapi-spec-validator (bin/setup --test)"))
    func theDescriptionIsValidAndComplete() async throws {
        let (site, _) = try await site()
        let answer = try await site.send(.get, "/api/openapi.json")
        let document = try answer.json()
        #expect(document["paths"]?["/api/notes"]?["post"]?["operationId"]?.string == "post_notes")
        #expect(document["components"]?["schemas"]?["Note"] != nil)
        let complaint = try OpenAPIValidator.complaint(about: answer.text)
        #expect(complaint == nil)
    }
}

@Suite struct JSONReaderTests {
    @Test func readsWhatIsJSON() throws {
        let value = try JSONValue(parsing: Array(#" {"a":[1,-2.5e3,true,null],"b":"\u00e9\ud83d\udea7\n","c":{}} "#.utf8))
        #expect(value["a"]?.array == [1, .number(-2500), true, .null])
        #expect(value["b"]?.string == "é🚧\n")
    }

    @Test func writesWhatItReads() throws {
        let members = (10..<90).map { "\"k\($0)\":\($0)" }.joined(separator: ",")
        for text in [
            #"{"a":"","b":"plain é🚧 /","c":"\"\\\b\f\n\r\t\u0001","d":[{},{"e":null}],"f":-2.5}"#, "{\(members)}",
            "[" + Array(repeating: #"{"x":true,"y":"z"}"#, count: 100).joined(separator: ",") + "]",
        ] {
            let value = try JSONValue(parsing: Array(text.utf8))
            #expect(String(decoding: value.bytes, as: UTF8.self) == text)
        }
    }

    @Test(arguments: [
        "", "{", "[1,]", "{\"a\":1,}", "{'a':1}", "01", "1.", "+1", "nul", "\"\\ud83d\"", "\"\\u0000\"", "{\"a\":1,\"a\":2}", "[1] 2",
        "\"a\u{1}\"", "1e999",
        "\"\\x\"", "NaN", "\"\\u+123\"",
    ])
    func refusesWhatIsNot(_ text: String) { #expect(throws: JSONFault.self) { try JSONValue(parsing: Array(text.utf8)) } }

    @Test func refusesDepthAndBrokenText() {
        #expect(throws: JSONFault.self) { try JSONValue(parsing: [UInt8](repeating: 91, count: 100_000)) }
        #expect(throws: JSONFault.self) { try JSONValue(parsing: [34, 0xC3, 0x28, 34]) }
        for (text, isFine) in [("[1,2,3]", true), ("[1,2,3,4]", false), ("{\"a\":{\"b\":[{}]}}", true), ("[[],[],{},0]", false)] {
            let read = Array(text.utf8).withUnsafeBufferPointer { bytes -> JSONValue? in
                var reader = JSONReader(bytes: bytes)
                reader.mostValues = 4
                return try? reader.document()
            }
            #expect((read != nil) == isFine, "\(text)")
        }
    }
}
