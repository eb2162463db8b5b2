import Work

/// What a sheet asks until a regency says otherwise.
///
/// The columns of the ministry's own *lembar inovasi* could not be read; these are the things that those who filled sheets in tell of
/// (problem, goal, who shares the work, the four questions of readiness, what comes out by year, money by source, risks), in the order
/// in which a group speaks about them.
extension SheetForm {
    package static let defaults: [SheetField] = [
        SheetField(
            "problem", .text, Bilingual("Masalah yang dijawab", "Problem it answers"),
            help: Bilingual(
                "Siapa yang kesulitan, di mana, seberapa sering. Sebut angkanya bila ada.",
                "Who struggles, where, how often. Give the figure if there is one."), need: .submitting),
        SheetField(
            "evidence", .evidence, Bilingual("Bukti masalah", "Evidence of the problem"),
            help: Bilingual(
                "Tempel alamat dataset, angka kutipan, atau kode laporan warga; satu per baris.",
                "Paste addresses of datasets or cited numbers, or codes of citizens' reports; one per line."), need: .submitting),
        SheetField(
            "description", .text, Bilingual("Uraian inovasi", "What the innovation is"),
            help: Bilingual("Apa yang berbeda dari cara lama, dan bagaimana cara kerjanya.", "What is new about it and how it works."),
            need: .submitting),
        SheetField("goal", .text, Bilingual("Tujuan", "Goal"), need: .submitting),
        SheetField(
            "beneficiaries", .line, Bilingual("Penerima manfaat", "Who benefits"),
            help: Bilingual("Misalnya: 12.000 pelaku usaha mikro di 31 kecamatan.", "For example: 12,000 micro businesses."),
            need: .submitting),
        SheetField("villages", .villages, Bilingual("Desa dan kelurahan", "Villages")),
        SheetField(
            "partners", .partners, Bilingual("Mitra", "Partners"),
            help: Bilingual("Kampus, dunia usaha, komunitas, media.", "Campus, business, community, media.")),
        SheetField(
            "plans", .evidence, Bilingual("Program unggulan dan rencana yang didukung", "Flagship programmes and plans it serves"),
            help: Bilingual(
                "Kode atau alamat program unggulan bupati, rencana provinsi, atau rencana pusat; satu per baris.",
                "Codes or addresses of the regent's flagship programmes, of the province's or the centre's plans; one per line.")),
        SheetField(
            "readiness", .readiness, Bilingual("Kesiapan", "Readiness"),
            help: Bilingual("Tulis dokumennya bila sudah ada.", "Name the document where there is one."), need: .submitting,
            options: [
                SheetField.Option("regulation", Bilingual("Regulasi", "Regulation")),
                SheetField.Option("infrastructure", Bilingual("Infrastruktur", "Infrastructure")),
                SheetField.Option("application", Bilingual("Aplikasi", "Application")),
                SheetField.Option("people", Bilingual("Sumber daya manusia", "People")),
            ]),
        SheetField(
            "outputs", .indicators, Bilingual("Indikator keluaran", "Output indicators"),
            help: Bilingual("Yang dihasilkan, dengan target tiap tahun.", "What is made, with a target for each year."), need: .submitting),
        SheetField(
            "outcomes", .indicators, Bilingual("Indikator hasil", "Outcome indicators"),
            help: Bilingual("Yang berubah bagi warga.", "What changes for people."), need: .submitting),
        SheetField(
            "years", .years, Bilingual("Kegiatan dan pagu tiap tahun", "Activity and money by year"),
            help: Bilingual(
                "Satu baris untuk tiap kegiatan dan sumber dana. Pagu boleh kosong bila belum tahu.",
                "One row for each activity and source. The amount may stay empty."), need: .submitting),
        SheetField("risks", .risks, Bilingual("Risiko dan cara menanganinya", "Risks and what is done about them")),
        SheetField(
            "codes", .codes, Bilingual("Kode sub kegiatan", "Codes of sub-activities"),
            help: Bilingual(
                "Satu kode per baris, misalnya 2.16.03.2.02.0038. Bila belum ada anggarannya, centang saja; itu tidak mengapa.",
                "One code per line. If there is no budget yet, tick the box; that is all right."), need: .submitting),
        SheetField(
            "is_digital", .yesNo, Bilingual("Memakai aplikasi atau teknologi digital?", "Does it use an application?"), need: .submitting),
        SheetField(
            "application_name", .line, Bilingual("Nama aplikasi dan instansi pengelolanya", "Name of the application and who keeps it"),
            help: Bilingual("Periksa dulu: mungkin sudah ada aplikasi serupa.", "Look first: there may be one like it."),
            need: .when(field: "is_digital", value: "yes")),
    ]
}
