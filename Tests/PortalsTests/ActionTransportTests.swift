import HTTPTypes
import Kernel
import NIOCore
import TestSupport
import Testing
import Web

@testable import Portals

@Suite("CKAN's API: how calls come and answers go")
struct ActionTransportTests {
    @Test("both paths, both methods and every kind of body give the same answer")
    func bodies() async throws {
        let site = try await PortalTestSite()
        let expected = try await site.action("package_show", "id=halte")
        #expect(expected["name"]?.string == "halte")
        let ways: [() async throws -> Answer] = [
            { try await site.get("/api/action/package_show?id=halte") },
            { try await site.get("/api/3/action/package_show?name_or_id=halte") },
            { try await site.post("package_show", "{\"id\": \"halte\"}") },
            { try await site.post("package_show", "{\"id\": \"halte\"}", path: "/api/3/action/") },
            { try await site.post("package_show", "{\"id\":\"halte\"}", type: "") },
            { try await site.post("package_show", "id=halte", type: "application/x-www-form-urlencoded") },
            { try await site.post("package_show", "%7B%22id%22%3A%22halte%22%7D=1", type: "application/x-www-form-urlencoded") },
            { try await site.post("package_show", "{\"id\":\"halte\"}", type: "application/x-www-form-urlencoded") },
            {
                try await site.post(
                    "package_show", "--x\r\nContent-Disposition: form-data; name=\"id\"\r\n\r\nhalte\r\n--x--\r\n",
                    type: "multipart/form-data; boundary=x")
            },
            { try await site.site.send(.post, "/api/action/package_show?id=halte") },
        ]
        for (number, way) in ways.enumerated() {
            let answer = try await way()
            #expect(answer.status == 200, "way \(number): \(answer.text)")
            #expect(try answer.json()["result"] == expected, "way \(number)")
        }
    }

    @Test("an empty body is no parameters, and HEAD has no body")
    func empty() async throws {
        let site = try await PortalTestSite()
        #expect(try await site.post("package_list", "").json()["result"]?.texts == ["halte", "harga-beras", "keluarga-miskin"])
        #expect(try await site.post("status_show", "{}").status == 200)
        let head = try await site.site.send(.head, "/api/3/action/package_list")
        #expect(head.status == 200)
        #expect(head.text.isEmpty)
    }

    @Test("the envelope has its members in CKAN's order and its type")
    func envelope() async throws {
        let site = try await PortalTestSite()
        let answer = try await site.get("/api/3/action/package_list")
        #expect(answer.header("Content-Type") == "application/json;charset=utf-8")
        #expect(
            answer.text.hasPrefix(
                "{\"help\":\"http://127.0.0.1:8080/api/3/action/help_show?name=package_list\",\"success\":true,\"result\":["))
        #expect(answer.header("Access-Control-Allow-Origin") == "*")
        let failed = try await site.get("/api/action/package_show?id=nobody")
        #expect(
            failed.text
                == "{\"help\":\"http://127.0.0.1:8080/api/3/action/help_show?name=package_show\",\"error\":{\"__type\":\"Not Found Error\",\"message\":\"Not found\"},\"success\":false}"
        )
        #expect(try await site.get("/api/3").text == "{\"version\":3}")
        #expect(try await site.get("/api").text == "{\"version\":1}")
    }

    @Test("what is no call is answered with a text alone")
    func badRequests() async throws {
        let site = try await PortalTestSite()
        let unknown = try await site.get("/api/3/action/nope")
        #expect(unknown.status == 400)
        #expect(unknown.text == "\"Bad request: Action name not known: nope\"")
        #expect(unknown.header("Content-Type") == "application/json;charset=utf-8")
        let write = try await site.get("/api/3/action/package_create?name=x")
        #expect(write.status == 400)
        #expect(write.text == "\"Bad request: JSON Error: Invalid request. Please use POST method for your request\"")
        for body in ["{", "[1]", "\"x\"", "nonsense", "{\"a\":1,\"a\":2}"] {
            let answer = try await site.post("package_list", body)
            #expect(answer.status == 400, "\(body)")
            #expect(try answer.json().string?.hasPrefix("Bad request: JSON Error: ") == true, "\(body)")
        }
        #expect(try await site.site.send(.put, "/api/3/action/package_list").status == 405)
    }

    @Test("nothing is written this way, whoever asks")
    func writing() async throws {
        let site = try await PortalTestSite()
        let key = site.site.key(site.catalogue.steward)
        for name in ["package_create", "datastore_upsert", "organization_delete"] {
            let answer = try await site.site.send(
                .post, "/api/action/\(name)", headers: [.authorization: key, .contentType: "application/json"],
                body: ByteBuffer(string: "{\"id\":\"halte\"}"))
            #expect(answer.status == 403)
            #expect(try answer.json()["error"]?["__type"]?.string == "Authorization Error")
            #expect(try answer.json()["error"]?["message"]?.string?.hasPrefix("Access denied: ") == true)
        }
        #expect(try await site.action("package_show", "id=halte")["name"]?.string == "halte")
    }

    @Test("JSONP wraps GET alone, as for a visitor, and only in a name")
    func wrapped() async throws {
        let site = try await PortalTestSite()
        let answer = try await site.get("/api/3/action/status_show?callback=jQuery.cb_1")
        #expect(answer.header("Content-Type") == "application/javascript;charset=utf-8")
        #expect(answer.text.hasPrefix("jQuery.cb_1({\"help\":"))
        #expect(answer.text.hasSuffix("});"))
        let evil = try await site.get("/api/3/action/status_show?callback=alert(1)//%3C/script%3E")
        #expect(evil.text.hasPrefix("alert1script({"))
        let failed = try await site.get("/api/3/action/package_show?id=zz&callback=cb")
        #expect(failed.text.hasPrefix("{"))
        let posted = try await site.site.send(.post, "/api/3/action/status_show?callback=cb")
        #expect(posted.text.hasPrefix("{"))
        let key = site.site.key(site.catalogue.planner)
        let rows = "/api/3/action/datastore_search?resource_id=\(site.table("keluarga-miskin"))"
        #expect(try await site.get(rows, [.authorization: key]).status == 200)
        #expect(try await site.get(rows + "&callback=cb", [.authorization: key]).status == 403)
    }

    @Test("keys come without a word before them, unknown ones are passed over, and a browser's session counts for nothing")
    func keys() async throws {
        let site = try await PortalTestSite()
        let rows = "/api/3/action/datastore_search?resource_id=\(site.table("keluarga-miskin"))"
        let planner = site.catalogue.planner
        let (key, session) = (site.site.key(planner), site.site.signIn(planner))
        let old = HTTPField.Name("X-CKAN-API-Key")!
        #expect(try await site.get(rows).status == 403)
        #expect(try await site.get(rows, [.authorization: key]).status == 200)
        #expect(try await site.get(rows, [.authorization: "Bearer \(key)"]).status == 200)
        #expect(try await site.get(rows, [old: key]).status == 200)
        #expect(try await site.get(rows, [.authorization: "nonsense"]).status == 403)
        #expect(try await site.get(rows, [.cookie: "sesi=\(session)"]).status == 403)
        #expect(try await site.get("/api/3/action/package_list", [.authorization: "nonsense"]).status == 200)
    }

    @Test("too much and too often are told in CKAN's form")
    func limits() async throws {
        let site = try await PortalTestSite()
        let big = try await site.post("package_list", "{\"a\":\"\(String(repeating: "x", count: 2 << 20))\"}")
        #expect(big.status == 413)
        #expect(try big.json()["success"] == false)
    }
}
