import HTTPTypes
import Kernel
import Reports
import Storage
import TestSupport
import Testing
import Web

@Suite struct CaseAPIPolicyTests {
    /// Every act with a body that would do.
    private func acts(_ office: OfficeSite) -> [(noun: String, body: JSONValue)] {
        let agency = JSONValue.string(office.agency("RSUD"))
        return CaseNoun.allCases.map { noun in
            let body: JSONValue =
                switch noun {
                case .verification:
                    ["kind": "complaint", "category": .string(OfficeSite.roads), "disclosure": "confidential"]
                case .publication: ["publicText": "Terlihat.", "publicPhotos": []]
                case .rejection: ["reason": "unclear", "text": "Tidak jelas."]
                case .merge: ["into": "K7M-Q2X-94", "text": "Sama"]
                case .assignment: ["agency": agency]
                case .ruling: ["agency": agency, "text": "RSUD"]
                case .referral: ["authority": "PLN", "text": "Diteruskan."]
                case .acceptance, .resumption: [:]
                case .schedule, .postponement: ["until": "2026-03-20", "text": "Nanti"]
                default: ["text": "Sesuatu."]
                }
            return (noun.word, body)
        }
    }

    @Test func `the system of another agency sees nothing and does nothing`() async throws {
        let office = try await OfficeSite()
        let hospital = try await OfficeClient(
            office, "Sistem RSUD", [.handleReports, .checkReports, .openIdentities, .readReports], agency: "RSUD")
        let open = try await office.inProgress()
        let fresh = try await office.received("Lampu padam di perempatan.")
        let hidden = try await office.inProgress("Kepala sekolah memungut uang.", .confidential)
        let unknown = ShortCode.make(12_345)
        #expect(try await hospital.get("/api/work").json()["items"]?.array?.isEmpty == true)
        #expect(try await hospital.get("/api/cases").json()["items"]?.array?.isEmpty == true)
        #expect(try await hospital.get("/api/cases.csv").text.split(separator: "\r\n").count == 1)
        for code in [open.code, fresh.code, hidden.code, unknown] {
            for path in ["/api/cases/\(code)", "/api/cases/\(code)/timeline"] { #expect(try await hospital.get(path).status == 404) }
            for (noun, body) in acts(office) + [("identity", ["reason": "menanyakan letak lubang"])] {
                let answer = try await hospital.post("/api/cases/\(code)/\(noun)", body)
                #expect([403, 404].contains(answer.status), "\(noun) of \(code) answered \(answer.status)")
                // Whether there is such a report makes no difference to the answer.
                let nothing = try await hospital.post("/api/cases/\(unknown)/\(noun)", body)
                #expect(answer.status == nothing.status && answer.issueFields == nothing.issueFields)
            }
        }
        #expect(try await office.report(open.id).version == 4)
        #expect(try await office.report(hidden.id).version == 4)
        #expect(try await office.report(fresh.id).version == 1)
    }

    @Test func `without a key nobody is let in, and a key is good for what it was given only`() async throws {
        let office = try await OfficeSite()
        let receipt = try await office.inProgress()
        let reader = try await OfficeClient(office, "Dasbor", [.readReports])
        let sender = try await OfficeClient(office, "Loket", [.submitReports])
        #expect(try await reader.get("/api/cases/\(receipt.code)").json()["acts"]?.array?.isEmpty == true)
        for endpoint in StaffEndpoints.all where endpoint.method == .get && !endpoint.path.template.contains("photos") {
            let path = endpoint.path.template.replacing("{code}", with: receipt.code)
            #expect(try await office.site.browser().get(path).status == 401, "\(path)")
            if !path.contains("notifications") { #expect(try await sender.get(path).status == 403, "\(path)") }
        }
        for (noun, body) in acts(office) {
            let path = "/api/cases/\(receipt.code)/\(noun)"
            #expect(try await reader.post(path, body).status == 403, "\(noun)")
            #expect(try await sender.post(path, body).status == 403, "\(noun)")
        }
        #expect(try await office.report(receipt.id).version == 4)
    }

    @Test func `a confidential report is nowhere but with those who must act`() async throws {
        let office = try await OfficeSite()
        let hidden = try await office.inProgress("Cempaka dipungut di sekolah.", .confidential)
        let open = try await office.inProgress()
        let photo = try await office.photo("kwitansi")
        try await office.desk.perform(NoteProgress(text: "Bukti.", isPublic: false, photos: [photo]), on: hidden.id, by: office.clerk)
        try await office.desk.perform(NoteProgress(text: "Foto.", isPublic: false, photos: [photo]), on: open.id, by: office.clerk)
        let works = try await OfficeClient(office, "Sistem PU", [.handleReports, .openIdentities], agency: "DPU")
        let village = try await OfficeClient(office, "Kelurahan", [.checkReports], agency: "KEL-MANGLI")
        let reader = try await OfficeClient(office, "Dasbor", [.readReports])
        for client in [village, reader] {
            for path in ["/api/work", "/api/cases", "/api/cases.csv", "/api/cases/\(open.code)", "/api/cases/\(open.code)/timeline"] {
                let text = (try? await client.get(path).text) ?? ""
                #expect(!text.contains("Cempaka") && !text.contains(hidden.code), "\(path) shows a confidential report")
            }
            #expect(try await client.get("/api/cases/\(hidden.code)").status == 404)
        }
        let shown = try await works.get("/api/cases/\(hidden.code)").json()
        let id = try #require(shown["photos"]?[0]?["id"]?.string)
        #expect(shown["photos"]?[0]?["alsoIn"]?[0]?.string == open.code)
        #expect(try await works.get("/api/photos/\(id)").status == 200)
        #expect(try await works.get("/api/photos/\(id)/thumbnail").header("Cache-Control") == "private, no-store")
        for client in [village, reader] { #expect(try await client.get("/api/photos/\(id)").status == 404) }
    }

    @Test func `an identity opens for a reason, is noted once, and the reporter reads it`() async throws {
        let office = try await OfficeSite()
        let works = try await OfficeClient(office, "Sistem PU", [.handleReports, .openIdentities], agency: "DPU")
        let receipt = try await office.inProgress()
        let path = "/api/cases/\(receipt.code)/identity"
        let reason: JSONValue = ["reason": "menanyakan letak lubang"]
        let opened = try await works.post(path, reason, key: "identity-1")
        #expect(try opened.json()["identity"]?["name"]?.string == "Siti Aminah")
        #expect(try await works.post(path, reason, key: "identity-1").text == opened.text)
        let own = try await office.site.browser().get(
            "/api/reports/\(receipt.code)/follow-up", headers: [.init("Report-Secret")!: receipt.secret])
        #expect(try own.json()["identityAccesses"]?.array?.compactMap { $0["reason"]?.string } == ["menanyakan letak lubang"])
        let anonymous = try await office.inProgress("Petugas meminta uang.", .anonymous)
        #expect(try await works.get("/api/cases/\(anonymous.code)").json()["mayOpenIdentity"] == false)
        #expect(try await works.post("/api/cases/\(anonymous.code)/identity", reason).status == 403)
    }

    @Test func `a system cannot check what it claimed itself`() async throws {
        let office = try await OfficeSite()
        let both = try await OfficeClient(office, "Serba bisa", [.handleReports, .checkReports])
        let receipt = try await office.inProgress()
        let path = "/api/cases/\(receipt.code)"
        #expect(try await both.post("\(path)/claim", ["text": "Selesai.", "photos": [try await both.photo()]]).status == 200)
        #expect(try await both.post("\(path)/confirmation", ["text": "Rata."]).status == 403)
        #expect(try await office.report(receipt.id).checkedAt == nil)
    }
}
