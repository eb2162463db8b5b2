/// How much of a file is still a table. Everything beyond is refused with words, before it costs anybody memory.
enum Limits {
    /// As many as a worksheet has.
    static let columns = 16_384
    /// Bytes of one cell of text, CSV and JSON alike; outlines of areas may be longer.
    static let cell = 1 << 20
    static let geometry = 32 << 20
    /// Cells of one sheet, empty ones within rows included.
    static let cells = 500_000_000
}
