import Web

/// Addresses of innovations: sheets of the plan, quick wins, the register, and ideas.
package enum InnovationsPaths {
    package static let overview: Path = "/inovasi"

    package static let sheets: Path = "/inovasi/lembar"
    package static let sheetsCSV: Path = "/inovasi/lembar.csv"
    package static let sheetsXLSX: Path = "/inovasi/lembar.xlsx"
    package static let newSheet: Path = "/inovasi/lembar/baru"
    package static let sheet: Path = "/inovasi/lembar/{code}"
    package static let editSheet: Path = "/inovasi/lembar/{code}/ubah"
    package static let sheetHistory: Path = "/inovasi/lembar/{code}/riwayat"
    package static let sheetAct: Path = "/inovasi/lembar/{code}/{noun}"
    /// What a sheet asks, as it was at a version.
    package static let sheetForm: Path = "/inovasi/formulir/{version}"

    package static let quickWins: Path = "/inovasi/quick-win"
    package static let quickWinsCSV: Path = "/inovasi/quick-win.csv"
    static let quickWinsXLSX: Path = "/inovasi/quick-win.xlsx"
    package static let quickWin: Path = "/inovasi/quick-win/{code}"
    package static let quickWinAct: Path = "/inovasi/quick-win/{code}/{noun}"

    package static let register: Path = "/inovasi/daftar"
    package static let registerCSV: Path = "/inovasi/daftar.csv"
    package static let registerXLSX: Path = "/inovasi/daftar.xlsx"
    package static let newEntry: Path = "/inovasi/daftar/baru"
    package static let entry: Path = "/inovasi/daftar/{code}"
    package static let editEntry: Path = "/inovasi/daftar/{code}/ubah"
    package static let entryAct: Path = "/inovasi/daftar/{code}/{noun}"
    /// In the columns of the national innovation index.
    package static let iidCSV: Path = "/inovasi/iid.csv"
    package static let iidXLSX: Path = "/inovasi/iid.xlsx"
    /// In the columns of the Renja's chapter on innovations.
    package static let renjaCSV: Path = "/inovasi/renja/{year}.csv"
    package static let renjaXLSX: Path = "/inovasi/renja/{year}.xlsx"

    package static let propose: Path = "/inovasi/usul"
    package static let idea: Path = "/inovasi/usul/{code}/{secret}"
    package static let ideaAct: Path = "/inovasi/usul/{code}/{secret}/{noun}"
    package static let ideas: Path = "/kerja/usulan-inovasi"
    static let ideasFile: Path = "/kerja/usulan-inovasi/unduh/{format}"
    package static let staffIdea: Path = "/kerja/usulan-inovasi/{code}"
    package static let staffIdeaAct: Path = "/kerja/usulan-inovasi/{code}/{noun}"

    package static let forms: Path = "/pengelolaan/formulir-inovasi"
    package static let newForm: Path = "/pengelolaan/formulir-inovasi/baru"

    package static let apiSheets: Path = "/api/innovation-sheets"
    package static let apiSheet: Path = "/api/innovation-sheets/{code}"
    package static let apiSheetActs: Path = "/api/innovation-sheets/{code}/acts"
    package static let apiSheetHistory: Path = "/api/innovation-sheets/{code}/history"
    package static let apiQuickWins: Path = "/api/quick-wins"
    package static let apiQuickWin: Path = "/api/quick-wins/{code}"
    package static let apiQuickWinPresentation: Path = "/api/quick-wins/{code}/presentation"
    package static let apiQuickWinActs: Path = "/api/quick-wins/{code}/acts"
    package static let apiInnovations: Path = "/api/innovations"
    package static let apiInnovation: Path = "/api/innovations/{code}"
    package static let apiInnovationActs: Path = "/api/innovations/{code}/acts"
    package static let apiIdeas: Path = "/api/innovation-ideas"
    package static let apiIdea: Path = "/api/innovation-ideas/{code}"
    package static let apiIdeaActs: Path = "/api/innovation-ideas/{code}/acts"
    package static let apiFollow: Path = "/api/innovation-ideas/{code}/follow-up"
    package static let apiForms: Path = "/api/innovation-forms"
    package static let apiForm: Path = "/api/innovation-forms/{version}"
}
