"""The whole way from an empty plan to three books, by what it passes; `journeys/whole_way.py` walks it. Here is what is typed on it."""

PLAN, CYCLE = "Rencana Induk Jalan Kaki ke Sekolah", "Bimtek jalan kaki ke sekolah"
VISION, STRATEGY = "Setiap anak berjalan kaki ke sekolah dengan selamat", "Gerbang sekolah lebih dulu daripada jalan besar"
POINT, OTHER = "Zebra cross di setiap gerbang sekolah", "Lampu baca di balai desa"
GATE = "Gerbang sekolah belum punya tempat menyeberang"
CLAUSE = "Mengecat zebra cross di depan setiap sekolah dasar."
COMMITMENT, PLEDGE = "Komitmen gerbang sekolah", "Anak menyeberang di zebra cross di depan sekolahnya"
# A sub-activity of public works that its Renja and Renstra have, below a programme of the RPJMD.
CODE, PROGRAMME = "1.03.10.2.01.0051", "1.03.10"
