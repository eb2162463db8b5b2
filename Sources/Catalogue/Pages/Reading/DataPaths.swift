import Kernel
import Web

/// Addresses of published data as people read it.
package enum DataPaths {
    package static let index: Path = "/data"
    package static let dataset: Path = "/data/{name}"
    package static let chart: Path = "/data/{name}/bagan"
    package static let map: Path = "/data/{name}/peta"
    package static let columns: Path = "/data/{name}/kolom"
    package static let history: Path = "/data/{name}/riwayat"
    package static let comparison: Path = "/data/{name}/banding"
    /// BPS's metadata forms, and the same as a workbook.
    package static let metadata: Path = "/data/{name}/metadata"
    package static let metadataBook: Path = "/data/{name}/metadata.xlsx"
    package static let quality: Path = "/data/{name}/mutu"
    package static let questions: Path = "/data/{name}/tanya"
    package static let question: Path = "/data/{name}/tanya/{code}"
    package static let use: Path = "/data/{name}/pakai"
    package static let download: Path = "/data/{name}/unduh"
    package static let savedChart: Path = "/grafik/{code}"
    package static let embeddedChart: Path = "/grafik/{code}/sisip"
    package static let chartDrawing: Path = "/grafik/{code}/gambar.svg"
    package static let chartTable: Path = "/grafik/{code}/angka.csv"
}
