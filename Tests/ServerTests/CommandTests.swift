import Foundation
import Storage
import TestSupport
import Testing

/// The command line as an operator uses it. On PostgreSQL when the run has a server.
@Suite struct CommandTests {

    @Test func `a fresh database is migrated once, and commands before that say so`() async throws {
        try await withProgram { program in
            let early = try await program.run("client", "add", "SIMDA")
            #expect(early.status == 1 && early.errors.contains("run: pendopo migrate"))
            let first = try await program.run("migrate")
            #expect(first.status == 0 && first.output.contains("work.1.events"))
            #expect(try await program.run("migrate").output == "up to date\n")
        }
    }

    @Test func `importing makes the database itself and brings an older one up to date, but not under a server`() async throws {
        try await withProgram { program in
            let file = program.path("wilayah.csv")
            try "kode,nama\n35.09,Kabupaten Jember\n".write(toFile: file, atomically: true, encoding: .utf8)
            func whileSomebodyServes(_ body: () async throws -> Void) async throws {
                let lock = try DataLock(DataFolder(program.data))
                try await body()
                withExtendedLifetime(lock) {}
            }
            try await whileSomebodyServes {
                let refused = try await program.run("import", "regions", file)
                #expect(refused.status == 1 && refused.errors.contains("is in use by another Pendopo server"), "\(refused.errors)")
            }
            let first = try await program.run("import", "regions", file)
            #expect(first.status == 0 && first.output.contains("wilayah.csv: "), "\(first.errors)")
            #expect(try await program.run("migrate").output == "up to date\n")
            // Where nothing is to be done it runs beside whoever serves.
            try await whileSomebodyServes {
                let outcome = try await program.run("import", "regions", file)
                #expect(outcome.status == 0)
            }
            let database = try await program.open()
            try await database.write { tx in
                // As if this step had come with a later version.
                try tx.run("DROP TABLE word_override")
                try tx.run("DROP TABLE setting")
                try tx.run("DELETE FROM schema_migration WHERE name = 'directory.6.settings'")
                try tx.run("DELETE FROM schema_migration WHERE name = 'directory.10.word_days'")
            }
            try await database.close()
            try await whileSomebodyServes {
                let outcome = try await program.run("import", "regions", file)
                #expect(outcome.status == 1)
            }
            #expect(try await program.run("import", "regions", file).status == 0)
            #expect(try await program.run("migrate").output == "up to date\n")
        }
    }

    @Test func `what is wrong with a word of a command is said by its name, and nothing of notes beside fields`() async throws {
        try await withProgram(isMigrated: true) { program in
            #expect(try await program.run("migrate").status == 0)
            let refused = try await program.run("user", "add", "Ani Kelola", "--invite", environment: ["LC_ALL": "C"])
            // On PostgreSQL the log may have said something before.
            let said = refused.errors.split(separator: "\n").drop { !$0.hasPrefix("pendopo: ") }
            #expect(refused.status == 1 && said.count == 1 && said.first?.hasPrefix("pendopo: username: ") == true, "\(refused.errors)")
        }
    }

    @Test func `a client's key is the last word of the last line, once`() async throws {
        try await withProgram(isMigrated: true) { program in
            #expect(try await program.run("migrate").status == 0)
            let made = try await program.run("client", "add", "Aplikasi desa", "--allow", "reports.submit")
            let key = made.output.split(separator: "\n").last?.split(separator: " ").last.map(String.init) ?? ""
            #expect(made.status == 0 && key.count > 30)
            let again = try await program.run("client", "add", "Aplikasi desa")
            #expect(again.status == 1 && !again.output.contains(key))
            let unknown = try await program.run("client", "add", "Lain", "--allow", "reports.everything")
            #expect(unknown.status == 1 && unknown.errors.contains("there are:") && unknown.errors.contains("reports.submit"))
        }
    }

    @Test func `an account is made with a password from standard input, and bad ones are refused in words`() async throws {
        try await withProgram(isMigrated: true) { program in
            #expect(try await program.run("migrate").status == 0)
            let made = try await program.run(
                "user", "add", "pengelola", "--name", "Nur", "--role", "administrator", input: "sawah-hijau-pagi-42\n")
            #expect(made.status == 0 && made.output.contains("pengelola can sign in"))
            let twice = try await program.run("user", "add", "pengelola", input: "sawah-hijau-pagi-42\n")
            #expect(twice.status == 1 && twice.errors.contains("username"))
            let invited = try await program.run("user", "add", "operator", "--role", "agency_clerk", "--invite")
            #expect(invited.status == 0 && invited.output.contains("http://127.0.0.1:8080/"))
            let changed = try await program.run("user", "password", "pengelola", input: "kebun-kopi-siang-17\n")
            #expect(changed.status == 0)
            #expect(try await program.run("user", "disable", "operator").status == 0)
            let nobody = try await program.run("user", "disable", "nobody")
            #expect(nobody.status == 1 && nobody.errors.contains("there is no account nobody"))
        }
    }

    @Test func `where it may neither listen nor write is told in words`() async throws {
        try await withProgram(isMigrated: true) { program in
            #expect(try await program.run("migrate").status == 0)
            // An address kept for documents: no machine has it.
            let deaf = try await program.run("serve", "--host", "203.0.113.1", "--port", "0")
            #expect(deaf.status == 1 && deaf.errors.contains("pendopo: 203.0.113.1 port 0 cannot be listened on"), "\(deaf.errors)")
            let nowhere = try await program.run("backup", program.path("tidak-ada/cadangan.tar"))
            #expect(nowhere.status == 1 && nowhere.errors.contains("name a file in another folder"), "\(nowhere.errors)")
        }
    }

    @Test func `holidays say what they move before they hold, and wait as a draft when asked to`() async throws {
        try await withProgram(isMigrated: true) { program in
            #expect(try await program.run("migrate").status == 0)
            let file = program.path("libur.csv")
            try "tanggal,nama\n2026-08-17,Hari Kemerdekaan\n".write(toFile: file, atomically: true, encoding: .utf8)
            let draft = try await program.run("import", "holidays", file, "--draft")
            #expect(draft.status == 0 && draft.output.contains("2026: "), "\(draft.output)\(draft.errors)")
            func published() async throws -> Int {
                let database = try await program.open()
                let count = try await database.read { try $0.count("SELECT count(*) FROM calendar WHERE published_at IS NOT NULL") }
                try await database.close()
                return count
            }
            #expect(try await published() == 0)
            try "tanggal,nama\n2026-12-25,Natal\n".write(toFile: file, atomically: true, encoding: .utf8)
            let said = try await program.run("import", "holidays", file)
            #expect(said.status == 0 && said.output.contains("2026: "))
            #expect(try await published() == 1)
            // The same file again, first as a draft: nothing in it is new the second time, and it is published all the same.
            try "tanggal,nama\n2027-08-17,Hari Kemerdekaan\n".write(toFile: file, atomically: true, encoding: .utf8)
            #expect(try await program.run("import", "holidays", file, "--draft").status == 0)
            #expect(try await published() == 1)
            let same = try await program.run("import", "holidays", file)
            #expect(same.status == 0 && same.output.contains("2027: "), "\(same.output)\(same.errors)")
            #expect(try await published() == 2)
        }
    }

    @Test func `importing says which rows are bad, and the same file changes nothing`() async throws {
        try await withProgram(isMigrated: true) { program in
            #expect(try await program.run("migrate").status == 0)
            let file = program.path("wilayah.csv")
            try "kode,nama\n35.09,Kabupaten Jember\n35.09.19,Kaliwates\n35.9,Salah\n".write(toFile: file, atomically: true, encoding: .utf8)
            let strict = try await program.run("import", "regions", file, "--strict")
            #expect(strict.status == 1 && strict.errors.contains("35.9"))
            let first = try await program.run("import", "regions", file)
            #expect(first.status == 1 && first.output.contains("2"))
            let missing = try await program.run("import", "regions", program.path("nothing.csv"))
            #expect(missing.status == 1 && missing.errors.contains("cannot be read"))
            let categories = program.path("kategori.csv")
            try "kategori,subkategori\nPerhubungan,\nPerhubungan,Lampu Penerangan Jalan\n".write(
                toFile: categories, atomically: true, encoding: .utf8)
            #expect(try await program.run("import", "categories", categories).status == 0)
            let again = try await program.run("import", "categories", categories)
            #expect(again.status == 0 && again.output.contains("2"))
        }
    }

    @Test func `a plan is compared, kept as a draft, and the same file changes nothing`() async throws {
        try await withProgram(isMigrated: true) { program in
            #expect(try await program.run("migrate").status == 0)
            func file(_ name: String, _ text: String) throws -> String {
                try text.write(toFile: program.path(name), atomically: true, encoding: .utf8)
                return program.path(name)
            }
            let regions = try file("wilayah.csv", "kode,nama\n35.09,Kabupaten Jember\n")
            #expect(try await program.run("import", "regions", regions).status == 0)
            let agencies = try file(
                "opd.csv",
                "kode,nama,jenis,induk,fungsi,bidang_urusan,kode_wilayah,hari_kerja\nDPU,Dinas Pekerjaan Umum,dinas,,,1.03,,5\n")
            let taken = try await program.run("import", "agencies", agencies)
            #expect(taken.status == 0, "\(taken.errors)")
            let head = "Nama SKPD;Kode Sub Kegiatan;Nama Sub Kegiatan;Indikator;Target;Satuan;Sumber Dana;Pagu\n"
            let row = "Dinas Pekerjaan Umum;1.03.10.2.01.0005;Pemeliharaan Jalan;Panjang jalan;12,5;km;DAU;2.000.000.000\n"
            let renja = try file("renja.csv", head + row)
            let vague = try await program.run("import", "plan", renja)
            #expect(vague.status != 0 && vague.errors.contains("--kind"))
            let nobody = try await program.run("import", "plan", renja, "--kind", "renja", "--year", "2027", "--agency", "TIDAKADA")
            #expect(nobody.status != 0 && nobody.errors.contains("TIDAKADA"))
            let tried = try await program.run("import", "plan", renja, "--kind", "renja", "--year", "2027", "--dry-run")
            #expect(tried.status == 0 && tried.output.contains("2.000.000.000"), "\(tried.errors)\(tried.output)")
            let kept = try await program.run("import", "plan", renja, "--kind", "renja", "--year", "2027")
            #expect(kept.status == 0 && kept.output != tried.output, "\(kept.errors)\(kept.output)")
            let again = try await program.run("import", "plan", renja, "--kind", "renja", "--year", "2027")
            #expect(again.status == 0 && again.output.contains("Dinas Pekerjaan Umum: 1 "), "\(again.errors)\(again.output)")
            let wrong = try file("salah.csv", head + row.replacing("1.03.10.2.01.0005", with: "bukan kode"))
            let refused = try await program.run("import", "plan", wrong, "--kind", "renja", "--year", "2027", "--strict")
            #expect(refused.status == 1 && !refused.errors.isEmpty)
            #expect(try await program.run("verify").status == 0)
        }
    }

    @Test func `checking a machine names what is missing`() async throws {
        try await withProgram { program in
            let checked = try await program.run("check")
            #expect(checked.status == 0 && checked.output.contains("pendopo migrate") && checked.output.contains("no mail server is set"))
            // Without Typst it says so, what to do and what still works; Pendopo runs all the same.
            let bare = try await program.run("check", environment: ["PENDOPO_PRESS": "/nowhere"])
            #expect(bare.status == 0 && bare.output.contains("missing Typst for books and commitments as PDF"), "\(bare.output)")
            #expect(bare.output.contains("named by PENDOPO_PRESS (without it papers are DOCX and HTML)"))
            let openapi = try await program.run("openapi")
            #expect(openapi.status == 0 && openapi.output.hasPrefix("{") && openapi.output.contains("\"openapi\""))
        }
    }

    @Test(.enabled(if: ProcessInfo.processInfo.environment["PENDOPO_PACKS"] != nil, "needs PENDOPO_PACKS, a folder of import packs"))
    func `the published packs are taken in whole`() async throws {
        let packs = try #require(ProcessInfo.processInfo.environment["PENDOPO_PACKS"])
        try await withProgram(isMigrated: true) { program in
            #expect(try await program.run("migrate").status == 0)
            let regions = try await program.run(
                "import", "regions", "\(packs)/wilayah_kabupaten.csv", "\(packs)/wilayah_kecamatan.csv",
                "\(packs)/wilayah_desa_kelurahan.csv")
            #expect(regions.status == 0, "\(regions.errors)")
            for (what, file) in [
                ("boundaries", "batas_kecamatan.geojson"), ("agencies", "opd_tipikal.csv"), ("categories", "lapor_kategori.csv"),
                ("holidays", "hari_libur.csv"),
            ] {
                let result = try await program.run("import", what, "\(packs)/\(file)")
                #expect(result.status == 0, "\(file): \(result.errors)")
            }
        }
    }
}
