import HTTPTypes
import Kernel
import TestSupport
import Testing
import Web

@testable import Catalogue

/// Saved charts, questions and corrections over the API: what their pages do, with the same checks.
@Suite("Charts and questions over the API") struct ChartAPITests {
    private func caller(_ site: ReadingTestSite, _ actor: Actor) -> TestCaller {
        TestCaller(site.site, key: site.site.key(Actor(kind: .client, id: actor.id, grants: actor.grants)))
    }

    private let chart: JSONValue = [
        "kind": "bar", "x": "kecamatan", "figure": "sum", "value": "murid", "filter": "tahun=eq.2025", "sort": "greatest",
    ]

    @Test("a chart is saved once, listed, and read with its figures; its drawing is where it says")
    func saved() async throws {
        let site = try await ReadingTestSite()
        let producer = caller(site, site.producer)
        let made = try await producer.send(.post, "/api/datasets/murid/tables/murid/charts", chart)
        #expect(made.status == 201)
        let code = try #require(made["code"]?.string)
        #expect(try await producer.send(.post, "/api/datasets/murid/tables/murid/charts", chart)["code"]?.string == code)
        let list = try await site.site.browser().get("/api/datasets/murid/charts").json()
        #expect(list["total"] == .integer(1) && list["items"]?[0]?["chart"]?["value"]?.string == "murid")
        let whole = try await site.site.browser().get("/api/charts/\(code.lowercased())").json()
        #expect(whole["heads"]?.array?.count == 2 && whole["rows"]?[0]?[1]?.string == "130")
        #expect(whole["versions"]?["drawn"] == .integer(2))
        #expect(try await site.site.browser().get("/grafik/\(code)/gambar.svg").status == 200)
        // A title stands under the regency's name wherever the chart is embedded: it needs a person.
        guard case .object(var titled) = chart else { return }
        titled["title"] = "Judul dari program"
        let other = try await producer.send(.post, "/api/datasets/murid/tables/murid/charts", .object(titled))
        #expect(other.status == 201 && other["chart"]?["title"]?.string == nil)
    }

    @Test("what cannot be drawn, is not open or is not there is not kept")
    func refused() async throws {
        let site = try await ReadingTestSite()
        let producer = caller(site, site.producer)
        guard case .object(let good) = chart else { return }
        for (name, value) in [("x", "gaji"), ("kind", "kue"), ("filter", "tahun=eq."), ("filter", "gaji=eq.1"), ("figure", "hasil")] {
            var bad = good
            bad[name] = .string(value)
            let answer = try await producer.send(.post, "/api/datasets/murid/tables/murid/charts", .object(bad))
            #expect(answer.status == 422, "\(name) \(value): \(answer.status)")
        }
        #expect(try await producer.send(.post, "/api/datasets/terbatas/tables/murid/charts", chart).status == 403)
        #expect(try await producer.send(.post, "/api/datasets/tidak-ada/tables/murid/charts", chart).status == 404)
        #expect(try await producer.get("/api/charts/AAA-AAA-AA").status == 404)
        #expect(try await producer.get("/api/datasets/murid/charts").json()["total"] == .integer(0))
        #expect(try await producer.get("/api/datasets/terbatas/charts").json()["total"] == .integer(0))
    }

    @Test("a question waits for the producer alone, is answered once, and then everyone reads it")
    func questions() async throws {
        let site = try await ReadingTestSite()
        let (producer, stranger) = (caller(site, site.producer), caller(site, site.stranger))
        let path = "/api/datasets/murid/questions"
        let asked = try await stranger.send(
            .post, path, ["kind": "correction", "text": "Angka Patrang tahun 2025 keliru.", "name": "  Siti "])
        #expect(asked.status == 201 && asked["state"]?.string == "waiting" && asked["askedBy"]?.string == "Siti")
        let code = try #require(asked["code"]?.string)
        #expect(try await stranger.send(.post, path, ["text": "Angka Patrang tahun 2025 keliru."]).status == 409)
        #expect(try await stranger.get(path).json()["waiting"]?.array == [])
        #expect(try await producer.get(path).json()["waiting"]?[0]?["code"]?.string == code)
        #expect(try await stranger.get("\(path)/\(code)")["state"]?.string == "waiting")
        #expect(try await stranger.send(.post, "\(path)/\(code)/answer", ["text": "Sudah benar."]).status == 403)
        #expect(try await producer.send(.post, "\(path)/\(code)/answer", ["text": "ya"]).status == 422)
        #expect(try await producer.send(.post, "\(path)/\(code)/answer", ["text": "Sudah kami perbaiki.", "version": 9]).status == 409)
        let answered = try await producer.send(.post, "\(path)/\(code)/answer", ["text": "Sudah kami perbaiki.", "version": 1])
        #expect(answered.status == 200 && answered["state"]?.string == "answered")
        #expect(try await producer.send(.post, "\(path)/\(code)/dismissal", [:]).status == 409)
        #expect(try await site.site.browser().get(path).json()["answered"]?[0]?["answer"]?.string == "Sudah kami perbaiki.")
    }

    @Test("advertising and what is too short are refused; what nobody should read is put aside")
    func unwanted() async throws {
        let site = try await ReadingTestSite()
        let producer = caller(site, site.producer)
        let path = "/api/datasets/murid/questions"
        for text in ["pendek", "Kunjungi http://a.id http://b.id http://c.id sekarang", String(repeating: "a", count: 2001)] {
            #expect(try await producer.send(.post, path, ["text": .string(text)]).status == 422)
        }
        #expect(try await producer.send(.post, "/api/datasets/draf/questions", ["text": "Kapan data ini terbit?"]).status == 404)
        let code = try #require(try await producer.send(.post, path, ["text": "Nomor telepon saya 0812."])["code"]?.string)
        #expect(try await producer.send(.post, "\(path)/\(code)/dismissal", [:])["state"]?.string == "dismissed")
        #expect(try await producer.get(path).json()["answered"]?.array == [])
        #expect(try await producer.get("/api/datasets/terbatas/questions/\(code)").status == 404)
    }
}
