import Foundation
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// A backup made while serving, brought back elsewhere: it verifies, and it serves what was there.
@Suite struct BackupTests {
    private func status(_ address: URL, _ path: String) async throws -> Int {
        let (_, response) = try await URLSession(configuration: .ephemeral).data(from: address.appendingPathComponent(path))
        return (response as? HTTPURLResponse)?.statusCode ?? 0
    }

    @Test func `a restored backup verifies and serves`() async throws {
        try await withProgram(isMigrated: true) { program in
            #expect(try await program.run("migrate").status == 0)
            try await CitizenClient.prepare(program)
            let (server, address) = try await program.serve()
            // The first start tells whoever reads the log where to make the first administrator.
            try await server.waitFor("nobody can sign in yet")
            #expect(try await status(address, "readyz") == 200)
            let file = program.path("kategori.csv")
            try "kategori,subkategori\nPerhubungan,\n".write(toFile: file, atomically: true, encoding: .utf8)
            #expect(try await program.run("import", "categories", file).status == 0)
            let citizen = CitizenClient(address)
            let receipt = try await citizen.report(
                "Lampu jalan di depan pasar mati.", key: "lampu-pasar", photo: try await citizen.photo(), name: "Siti Aminah")
            let second = try await program.run("serve", "--port", "0")
            #expect(second.status == 1 && second.errors.contains(program.data))
            let backup = program.path("backup.tar")
            let made = try await program.run("backup", backup)
            #expect(made.status == 0, "\(made.errors)")
            server.terminate()
            let ended = await server.end()
            #expect(ended.status == 0 && ended.errors.contains("\"stopped\""))

            try await withProgram { other in
                let restored = try await other.run("restore", backup)
                #expect(restored.status == 0, "\(restored.errors)")
                let again = try await other.run("restore", backup)
                #expect(again.status == 1)
                let verified = try await other.run("verify")
                #expect(verified.status == 0, "\(verified.output)\(verified.errors)")
                let same = try await other.run("import", "categories", file)
                #expect(same.status == 0 && same.output.contains("1"))
                let keys = { (folder: String) in try Data(contentsOf: URL(fileURLWithPath: folder + "/keys.json")) }
                #expect(try keys(program.data) == keys(other.data))
                let (copy, place) = try await other.serve()
                #expect(try await status(place, "readyz") == 200)
                // Her link, her words and her photo; and her name, for whoever may open it.
                let visitor = CitizenClient(place)
                let page = try await visitor.get("/ikuti/\(receipt.code)/\(receipt.secret)")
                let html = String(decoding: page.body, as: UTF8.self)
                #expect(page.status == 200 && html.contains("Lampu jalan di depan pasar mati."))
                let photo = try #require(html.firstMatch(of: /<img src="(\/ikuti\/[^"]+)"/)).1
                let picture = try await visitor.get(String(photo))
                #expect(picture.status == 200 && picture.body.starts(with: [0xFF, 0xD8]))
                let client = try await other.run("client", "add", "Uji", "--allow", "reports.triage", "--allow", "reports.identity")
                let key = try #require(client.output.split(separator: "\n").last?.split(separator: " ").last)
                let opened = try await visitor.send(
                    "api/cases/\(receipt.code)/identity", ["reason": "menanyakan letak lampu"],
                    headers: ["Authorization": "Bearer \(key)"])
                #expect((opened["identity"] as? [String: Any])?["name"] as? String == "Siti Aminah", "\(opened)")
                copy.terminate()
                #expect(await copy.end().status == 0)
            }
        }
    }

    @Test func `keys are rotated while nobody serves, and not otherwise`() async throws {
        try await withProgram { program in
            let (server, _) = try await program.serve()
            let early = try await program.run("keys", "rotate")
            #expect(early.status == 1)
            server.terminate()
            _ = await server.end()
            let rotated = try await program.run("keys", "rotate")
            #expect(rotated.status == 0 && rotated.output.contains("key 2 is in use"))
        }
    }
}
