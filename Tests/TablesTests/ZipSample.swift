import CZlib

/// Makes ZIP files and little workbooks by hand, right ones and wrong ones.
struct ZipSample {
    var bytes: [UInt8] = []
    private var directory: [UInt8] = []
    private var count = 0

    /// Adds a part; `size` and `checksum` may lie.
    mutating func add(_ name: String, _ content: [UInt8], deflated: Bool = true, size: Int? = nil, checksum: UInt32? = nil, flags: Int = 0)
    {
        let sum = checksum ?? UInt32(truncatingIfNeeded: crc32(crc32(0, nil, 0), content, UInt32(content.count)))
        add(
            name, packed: deflated ? ZipSample.deflate([content]) : content, method: deflated ? 8 : 0, size: size ?? content.count, sum,
            flags)
    }

    mutating func add(_ name: String, packed: [UInt8], method: Int, size: Int, _ checksum: UInt32, _ flags: Int = 0) {
        let common =
            little(20, 2) + little(flags, 2) + little(method, 2) + little(0, 4) + little(Int(checksum), 4) + little(packed.count, 4)
            + little(size, 4) + little(name.utf8.count, 2) + little(0, 2)
        directory += little(0x0201_4B50, 4) + little(20, 2) + common + little(0, 2) + little(0, 2) + little(0, 2) + little(0, 4)
        directory += little(bytes.count, 4) + Array(name.utf8)
        bytes += little(0x0403_4B50, 4) + common + Array(name.utf8) + packed
        count += 1
    }

    func finished() -> [UInt8] {
        let end = little(0x0605_4B50, 4) + little(0, 4) + little(count, 2) + little(count, 2) + little(directory.count, 4)
        return bytes + directory + end + little(bytes.count, 4) + little(0, 2)
    }

    private func little(_ value: Int, _ width: Int) -> [UInt8] { (0..<width).map { UInt8(value >> ($0 * 8) & 255) } }

    /// Raw deflate of pieces one after the other.
    static func deflate(_ pieces: [[UInt8]]) -> [UInt8] {
        var stream = z_stream()
        deflateInit2_(&stream, 9, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        defer { deflateEnd(&stream) }
        var packed: [UInt8] = []
        var room = [UInt8](repeating: 0, count: 1 << 16)
        for (index, piece) in pieces.enumerated() {
            var piece = piece
            let flush = index == pieces.count - 1 ? Z_FINISH : Z_NO_FLUSH
            let size = UInt32(piece.count)
            piece.withUnsafeMutableBufferPointer { input in
                stream.next_in = input.baseAddress
                stream.avail_in = size
                repeat {
                    let space = UInt32(room.count)
                    room.withUnsafeMutableBufferPointer { output in
                        stream.next_out = output.baseAddress
                        stream.avail_out = space
                        CZlib.deflate(&stream, flush)
                    }
                    packed += room.prefix(room.count - Int(stream.avail_out))
                } while stream.avail_out == 0
            }
        }
        return packed
    }

    /// A workbook of one sheet called Data, made of its XML.
    static func workbook(sheet: String, strings: String? = nil, styles: String? = nil, properties: String = "", deflated: Bool = true)
        -> [UInt8]
    {
        var zip = ZipSample()
        zip.addOutline(properties: properties)
        if let strings { zip.add("xl/sharedStrings.xml", Array(strings.utf8), deflated: deflated) }
        if let styles { zip.add("xl/styles.xml", Array(styles.utf8), deflated: deflated) }
        zip.add("xl/worksheets/sheet1.xml", Array(sheet.utf8), deflated: deflated)
        return zip.finished()
    }

    /// Everything but the sheet's own part.
    mutating func addOutline(properties: String = "") {
        let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        add(
            "_rels/.rels",
            Array(
                "<Relationships><Relationship Id=\"r1\" Type=\"\(types)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>".utf8)
        )
        add(
            "xl/workbook.xml",
            Array(
                """
                <?xml version="1.0" encoding="UTF-8"?><workbook xmlns:r="\(types)">\(properties)<sheets>
                <sheet name="Data" sheetId="7" r:id="rId3"/></sheets></workbook>
                """.utf8))
        add(
            "xl/_rels/workbook.xml.rels",
            Array(
                """
                <Relationships><Relationship Id="rId3" Type="\(types)/worksheet" Target="/xl/worksheets/sheet1.xml"/>
                <Relationship Id="rId4" Type="\(types)/sharedStrings" Target="sharedStrings.xml"/>
                <Relationship Id="rId5" Type="\(types)/styles" Target="styles.xml"/></Relationships>
                """.utf8))
    }
}
