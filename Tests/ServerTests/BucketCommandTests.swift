import Foundation
import Kernel
import Testing

@testable import Server
@testable import Storage

/// An installation whose files are in a bucket, as its operator has it.
@Suite struct BucketCommandTests {
    private func settings(_ server: BucketServer, secret: String = "rahasia-besar") -> String {
        """
        files:
          url: \(server.address)
          bucket: berkas
          prefix: pendopo
          region: id-1
          key_id: kunci
          secret: \(secret)

        """
    }

    @Test func `a backup goes from a folder into a bucket and whole out of it again`() async throws {
        let server = try await BucketServer.start()
        try await withProgram(isMigrated: true) { program in
            #expect(try await program.run("migrate").status == 0)
            let hash = try await DataFolder(program.data).files.put(Array("foto".utf8))
            let backup = program.path("backup.tar")
            #expect(try await program.run("backup", backup).status == 0)
            try await withProgram { other in
                try settings(server).write(toFile: other.path("pendopo.yaml"), atomically: true, encoding: .utf8)
                let restored = try await other.run("restore", backup)
                #expect(restored.status == 0, "\(restored.errors)")
                #expect(try Data(contentsOf: server.object(hash)) == Data("foto".utf8))
                // The node's copies are no part of what must be kept.
                try FileManager.default.removeItem(atPath: other.data + "/copies")
                let second = other.path("kedua.tar")
                let made = try await other.run("backup", second)
                #expect(made.status == 0, "\(made.errors)")
                #expect(try await command("tar", "-xOf", second, "files/\(hash)").output == "foto")
                try Data("fotu".utf8).write(to: server.object(hash))
                let damaged = try await other.run("backup", second)
                #expect(damaged.status == 1 && damaged.errors.contains(hash), "a damaged file is not backed up as if it were whole")
            }
        }
    }

    @Test func `check says what is wrong with the bucket, and nothing prints the secret`() async throws {
        let server = try await BucketServer.start()
        try await withProgram { program in
            try settings(server).write(toFile: program.path("pendopo.yaml"), atomically: true, encoding: .utf8)
            let good = try await program.run("check")
            #expect(good.output.contains("ok      files in the bucket berkas at http://127.0.0.1"))
            try settings(server, secret: "kunci-yang-salah").write(toFile: program.path("pendopo.yaml"), atomically: true, encoding: .utf8)
            let bad = try await program.run("check")
            #expect(bad.status == 1 && bad.output.contains("SignatureDoesNotMatch") && bad.output.contains("files.secret"))
            for said in [good.output, good.errors, bad.output, bad.errors] {
                #expect(!said.contains("rahasia-besar") && !said.contains("kunci-yang-salah"))
            }
            try "files:\n  bucket: berkas\n".write(toFile: program.path("pendopo.yaml"), atomically: true, encoding: .utf8)
            #expect(try await program.run("check").errors.contains("files.url"))
        }
    }
}
