import Foundation
import HTTPTypes
import Kernel
import NIOCore
import TestSupport
import Testing

@testable import Web

@Suite struct MultipartTests {
    /// Feeds a body in pieces of so many bytes.
    private func parse(_ body: [UInt8], piece: Int = 7, limits: BodyLimits = .uploads(2, each: 200_000), boundary: String = "X") throws
        -> FormData
    {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pendopo-multipart-\(UUID().uuidString)")
        var parser = Multipart(boundary: boundary, limits: limits) { try TemporaryFile(folder: folder, name: UUID().uuidString) }
        var at = 0
        while at < body.count {
            try parser.feed(ByteBuffer(bytes: body[at..<min(at + piece, body.count)]))
            at += piece
        }
        return try parser.finish()
    }

    private func parse(_ body: String, piece: Int = 7, limits: BodyLimits = .uploads(2, each: 200_000)) throws -> FormData {
        try parse(Array(body.replacingOccurrences(of: "\n", with: "\r\n").utf8), piece: piece, limits: limits)
    }

    private let simple = """
        --X
        Content-Disposition: form-data; name="title"

        Jalan rusak
        --X
        Content-Disposition: form-data; name="photo"; filename="a.jpg"
        Content-Type: image/jpeg

        bytes--X
        --x
        -X
        --X--
        """

    @Test(arguments: [1, 2, 3, 5, 8, 13, 64, 10_000]) func readsWhateverThePieces(_ piece: Int) async throws {
        let form = try parse(simple, piece: piece)
        #expect(form["title"] == "Jalan rusak")
        let file = try #require(form.files("photo").first)
        #expect(file.filename == "a.jpg")
        #expect(file.claimedType == "image/jpeg")
        #expect(String(decoding: try await file.bytes(), as: UTF8.self) == "bytes--X\r\n--x\r\n-X")
    }

    @Test func aDelimiterFollowedByTextIsRefused() {
        // RFC 2046 forbids it in content, and guessing would let two readers see two different forms.
        #expect(throws: AppError(.malformed, "error.form_broken")) { try parse(simple.replacingOccurrences(of: "--x", with: "--Xmore")) }
    }

    @Test func readsEmptyFieldsAndSkipsFilesNotChosen() throws {
        let form = try parse(
            """
            --X
            Content-Disposition: form-data; name="a"


            --X
            Content-Disposition: form-data; name="photo"; filename=""
            Content-Type: application/octet-stream


            --X--
            """)
        #expect(form.raw("a") == "")
        #expect(form.files.isEmpty)
    }

    @Test func bigFilesGoToDiskAndDisappear() async throws {
        var body = Array("--X\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"big.jpg\"\r\n\r\n".utf8)
        let content = (0..<150_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        body += content + Array("\r\n--X--\r\n".utf8)
        var form: FormData? = try parse(body, piece: 4096)
        let file = try #require(form?.files.first)
        #expect(file.size == 150_000)
        #expect(try await file.bytes() == content)
        form = nil
    }

    @Test func brokenOffFormsAreRefused() {
        for cut in [10, 60, 100, 150] {
            #expect(throws: AppError(.malformed, "error.form_broken")) { try parse(String(simple.prefix(cut))) }
        }
        #expect(throws: AppError(.malformed, "error.form_broken")) { try parse("nothing of the kind") }
    }

    @Test func invalidUTF8IsRefused() {
        let body = Array("--X\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n".utf8) + [0xC3, 0x28] + Array("\r\n--X--".utf8)
        #expect(throws: AppError.notUTF8) { try parse(body) }
        let name = Array("--X\r\nContent-Disposition: form-data; name=\"".utf8) + [0xFF] + Array("\"\r\n\r\nx\r\n--X--".utf8)
        #expect(throws: AppError.notUTF8) { try parse(name) }
    }

    @Test func limitsAreKept() throws {
        #expect { try parse(simple, limits: .uploads(2, each: 5)) } throws: { ($0 as? AppError)?.issues.first?.field == "photo" }
        #expect { try parse(simple, limits: .form) } throws: { ($0 as? AppError)?.message.key == "error.too_many_files" }
        #expect { try parse(simple, limits: BodyLimits(total: 50, file: 100, files: 2)) } throws: { ($0 as? AppError)?.kind == .tooLarge }
        var few = BodyLimits.uploads(2, each: 100)
        few.fields = 0
        #expect { try parse(simple, limits: few) } throws: { ($0 as? AppError)?.message.key == "error.too_many_fields" }
    }

    @Test func endlessHeadersAreRefused() {
        let body = "--X\nContent-Disposition: form-data; name=\"a\"; x=\"" + String(repeating: "a", count: 20_000)
        #expect(throws: AppError(.malformed, "error.form_broken")) { try parse(body, piece: 1000) }
    }

    @Test func filenamesAreMadeHarmless() {
        #expect(UploadedFile.harmless("../../etc/passwd") == "passwd")
        #expect(UploadedFile.harmless("C:\\foto\\jalan.jpg") == "jalan.jpg")
        #expect(UploadedFile.harmless("..") == "berkas")
        #expect(UploadedFile.harmless("a\u{202E}gpj.exe") == "agpj.exe")
        #expect(UploadedFile.harmless(String(repeating: "x", count: 500)).count == 120)
    }

    @Test func headerParametersAreRead() {
        #expect(parameters("form-data; name=\"a;b\"; filename=\"x \\\"y\\\".jpg\"") == ["name": "a;b", "filename": "x \"y\".jpg"])
        #expect(parameters("multipart/form-data; boundary=abc") == ["boundary": "abc"])
    }
}

@Suite struct QueryTests {
    @Test func readsAsBrowsersWrite() {
        let query = Query(parsing: "a=1+2&b=%C3%A9&c&d=%zz&a=3&e=%20")
        #expect(query["a"] == "1 2")
        #expect(query.all("a") == ["1 2", "3"])
        #expect(query["b"] == "é")
        #expect(query["c"] == nil)
        #expect(query["d"] == "%zz")
        #expect(query["e"] == nil)
    }

    @Test func `numbers that nothing can be added to are none`() {
        let query = Query(parsing: "a=2026&b=-7&c=\(Int.max)&d=\(Int.min)&e=99999999999999999999&f=1e3")
        #expect(query.int("a") == 2026 && query.int("b") == -7)
        for name in ["c", "d", "e", "f", "g"] { #expect(query.int(name) == nil, "\(name)") }
    }
}
