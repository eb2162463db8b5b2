import Web

/// Addresses of the directory's pages.
package enum DirectoryPaths {
    package static let signIn = SitePaths.signIn
    package static let code: Path = "/masuk/kode"
    package static let demo: Path = "/masuk/demo"
    package static let signOut = SitePaths.signOut
    package static let forgotten: Path = "/lupa-kata-sandi"
    package static let link: Path = "/kata-sandi/{token}"
    package static let setUp: Path = "/siapkan"

    package static let account = SitePaths.account
    static let password: Path = "/akun/kata-sandi"
    static let secondStep: Path = "/akun/langkah-kedua"
    static let secondStepOff: Path = "/akun/langkah-kedua/matikan"
    static let recovery: Path = "/akun/kode-pemulihan"
    static let endSession: Path = "/akun/sesi/{id}/akhiri"
    static let endOthers: Path = "/akun/sesi/akhiri-lainnya"

    package static let administration: Path = "/pengelolaan"
    package static let agencies: Path = "/pengelolaan/perangkat-daerah"
    static let agenciesCSV: Path = "/pengelolaan/perangkat-daerah.csv"
    static let agenciesImport: Path = "/pengelolaan/perangkat-daerah/impor"
    static let newAgency: Path = "/pengelolaan/perangkat-daerah/baru"
    package static let agency: Path = "/pengelolaan/perangkat-daerah/{id}"
    static let editAgency: Path = "/pengelolaan/perangkat-daerah/{id}/ubah"
    static let endAgency: Path = "/pengelolaan/perangkat-daerah/{id}/akhiri"
    static let reopenAgency: Path = "/pengelolaan/perangkat-daerah/{id}/aktifkan"
    static let mergeAgency: Path = "/pengelolaan/perangkat-daerah/{id}/gabung"

    package static let accounts: Path = "/pengelolaan/akun"
    static let accountsCSV: Path = "/pengelolaan/akun.csv"
    static let accountsImport: Path = "/pengelolaan/akun/impor"
    static let newAccount: Path = "/pengelolaan/akun/baru"
    package static let someAccount: Path = "/pengelolaan/akun/{id}"
    static let editAccount: Path = "/pengelolaan/akun/{id}/ubah"
    static let accountLink: Path = "/pengelolaan/akun/{id}/tautan"
    static let disableAccount: Path = "/pengelolaan/akun/{id}/nonaktifkan"
    static let enableAccount: Path = "/pengelolaan/akun/{id}/aktifkan"
    static let resetSecondStep: Path = "/pengelolaan/akun/{id}/lepas-langkah-kedua"
    static let giveRole: Path = "/pengelolaan/akun/{id}/peran"
    static let endRole: Path = "/pengelolaan/akun/{id}/peran/{grant}/akhiri"

    package static let roles: Path = "/pengelolaan/peran"
    static let rolesCSV: Path = "/pengelolaan/peran.csv"
    static let newRole: Path = "/pengelolaan/peran/baru"
    static let role: Path = "/pengelolaan/peran/{id}"
    static let deleteRole: Path = "/pengelolaan/peran/{id}/hapus"

    package static let calendar: Path = "/pengelolaan/kalender"
    static let calendarCSV: Path = "/pengelolaan/kalender/{year}.csv"
    static let addHoliday: Path = "/pengelolaan/kalender/hari"
    static let removeHoliday: Path = "/pengelolaan/kalender/hari/hapus"
    static let publishCalendar: Path = "/pengelolaan/kalender/terbitkan"
    static let discardCalendar: Path = "/pengelolaan/kalender/buang"
    static let importCalendar: Path = "/pengelolaan/kalender/impor"

    package static let words: Path = "/pengelolaan/kata"
    static let wordsCSV: Path = "/pengelolaan/kata.csv"
    static let wordsImport: Path = "/pengelolaan/kata/impor"
    static let word: Path = "/pengelolaan/kata/{key}"
    static let resetWord: Path = "/pengelolaan/kata/{key}/kembalikan"

    package static let brand: Path = "/pengelolaan/merek"
    static let logoFile: Path = "/merek/logo/{hash}.png"
    package static let clients: Path = "/pengelolaan/klien-api"
    static let newClient: Path = "/pengelolaan/klien-api/baru"
    static let client: Path = "/pengelolaan/klien-api/{id}"
    static let disableClient: Path = "/pengelolaan/klien-api/{id}/nonaktifkan"
    static let enableClient: Path = "/pengelolaan/klien-api/{id}/aktifkan"
    package static let retention: Path = "/pengelolaan/retensi"

    package static let regions: Path = "/pengelolaan/wilayah"
    static let regionsCSV: Path = "/pengelolaan/wilayah.csv"
    static let region: Path = "/pengelolaan/wilayah/{code}"
    static let importRegions: Path = "/pengelolaan/wilayah/impor"
}
