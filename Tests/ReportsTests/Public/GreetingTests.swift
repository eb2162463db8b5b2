import Testing

@testable import Reports

@Suite struct GreetingTests {
    @Test(arguments: [
        ("Assalamualaikum. Pipa di Gebang bocor", "Pipa di Gebang bocor"),
        ("Selamat pagi, Bapak/Ibu. Pipa bocor. Tolong", "Pipa bocor"),
        ("Selamat siang, jalan kami rusak. Tolong", "Jalan kami rusak"),
        ("Yth. petugas, Lampu mati", "Lampu mati"),
        ("Halo admin, lampu mati", "Lampu mati"),
        ("Permisi, mau melapor. Sampah menumpuk", "Sampah menumpuk"),
        ("Selamat pagi, Bapak, Ibu, pipa bocor. Tolong", "Pipa bocor"),
        ("Permisi\nPipa bocor. Tolong", "Pipa bocor"),
        ("Selamat pagi", "Selamat pagi"),
        ("Selamat pagi.", "Selamat pagi"),
        ("Halokah yang rusak", "Halokah yang rusak"),
        ("Jalan rusak. Halo admin, tolong", "Jalan rusak"),
        ("Jalan di Jalan Moh. Yamin Gebang bergelombang. Tolong", "Jalan di Jalan Moh. Yamin Gebang bergelombang"),
        ("Lampu mati di jl. Mawar gg. 2 sejak Senin. Gelap", "Lampu mati di jl. Mawar gg. 2 sejak Senin"),
        ("Rumah H. Ahmad terendam. Airnya selutut.", "Rumah H. Ahmad terendam"),
        ("Kabel menjuntai di depan PLN. Bahaya", "Kabel menjuntai di depan PLN"),
    ]) func titlesSayWhatIsWrong(text: String, title: String) {
        #expect(ReportRow.split(text).title == title)
    }

    @Test func whatFollowsTheTitleIsKept() {
        #expect(ReportRow.split("Assalamualaikum. Pipa bocor. Sudah tiga hari.").text == "Sudah tiga hari.")
    }
}
