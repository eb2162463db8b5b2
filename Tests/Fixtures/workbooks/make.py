#!/usr/bin/env python3
"""Makes the workbooks and text files of this folder again, byte for byte: tables as offices in a regency really write them.

Needs XlsxWriter (PyPI). Everything in them is invented.
"""
import datetime
import os

import xlsxwriter

HERE = os.path.dirname(os.path.abspath(__file__))
DISTRICTS = ["Kec. Patrang", "SUMBERSARI", "Kaliwates ", "kec. Arjasa", "Kecamatan Jelbuk", "PAKUSARI", "Sukorambi"]


def book(name, **options):
    workbook = xlsxwriter.Workbook(os.path.join(HERE, name), options)
    workbook.set_properties({"created": datetime.datetime(2025, 1, 2, 3, 4, 5), "author": "Dinas Contoh"})
    return workbook


def schools():
    """Title rows, two-row merged headings, a row of column numbers, a JUMLAH row of formulas, a source below the table."""
    workbook = book("sekolah-per-kecamatan.xlsx")
    sheet = workbook.add_worksheet("Data 2024")
    head = workbook.add_format({"bold": True, "align": "center", "border": 1})
    sheet.merge_range("A1:H1", "DATA SEKOLAH MENURUT KECAMATAN", head)
    sheet.merge_range("A2:H2", "KABUPATEN JEMBER TAHUN 2024", head)
    sheet.merge_range("A4:A5", "No", head)
    sheet.merge_range("B4:B5", "Kecamatan", head)
    sheet.merge_range("C4:D4", "SD", head)
    sheet.merge_range("E4:F4", "SMP", head)
    sheet.merge_range("G4:G5", "Jumlah Siswa", head)
    sheet.merge_range("H4:H5", "Keterangan", head)
    for column, text in zip("CDEF", ["Negeri", "Swasta", "Negeri", "Swasta"]):
        sheet.write(f"{column}5", text, head)
    for column in range(8):
        sheet.write(5, column, f"({column + 1})", head)
    numbers = [(21, 3, 4, 2, 5120), (18, 5, 5, 3, 6240), (24, 6, 6, 4, 7015), (12, 2, 3, 1, 2880), (9, 1, 2, 1, 1950), (11, 2, 2, 0, 2410),
               (10, 1, 2, 1, 2105)]
    for index, (district, values) in enumerate(zip(DISTRICTS, numbers)):
        row = 6 + index
        sheet.write_number(row, 0, index + 1)
        sheet.write_string(row, 1, district)
        for column, value in enumerate(values):
            sheet.write_number(row, 2 + column, value)
        if index == 3:
            sheet.write_string(row, 7, "satu SD baru")
    last = 6 + len(DISTRICTS)
    sheet.merge_range(last, 0, last, 1, "JUMLAH", head)
    for column in range(2, 7):
        letter = "ABCDEFGH"[column]
        sheet.write_formula(last, column, f"=SUM({letter}7:{letter}{last})", head, sum(values[column - 2] for values in numbers))
    sheet.write_string(last + 2, 0, "Sumber: Dinas Pendidikan Kabupaten Jember, 2024")
    sheet.set_column("B:B", 24)
    workbook.close()


def prices():
    """Money and decimals as text, dates in words among real dates, missing values of every kind."""
    workbook = book("harga-pangan.xlsx")
    sheet = workbook.add_worksheet("Harga Harian")
    day = workbook.add_format({"num_format": "dd/mm/yyyy"})
    for column, text in enumerate(["Tanggal", "Pasar", "Komoditas", "Harga", "Stok (kuintal)", "Perubahan"]):
        sheet.write_string(0, column, text)
    rows = [
        ("12 Maret 2024", "Pasar Tanjung", "Beras Medium", "Rp 13.500", "1.234,5", 0.012),
        (datetime.date(2024, 3, 12), "Pasar Tanjung", "Cabai Rawit", "Rp. 62.000,-", "87,25", -0.05),
        ("13-03-2024", "Pasar Kreongan", "Beras Medium", "13.600", "998", 0.0075),
        ("13 Mar 2024", "Pasar Kreongan", "Gula Pasir", "Rp17.250,00", "-", None),
        ("14/3/2024", "Pasar Tanjung", "Minyak Goreng", "Rp 16.000", "n/a", 0),
        (datetime.date(2024, 3, 15), "Pasar Tanjung", "Telur Ayam", 28500, "1.050,75", 0.021),
        ("31 Februari 2024", "Pasar Mangli", "Telur Ayam", "Rp 28.750", "tidak ada", 0.01),
        ("16 Maret 2024", "Pasar Mangli", "Bawang Merah", "tiga puluh ribu", "312,4", 0.03),
        ("17 Maret 2024", "Pasar Mangli", "Bawang Putih", "Rp 8.000.000", "275", 0.002),
    ]
    for index, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, datetime.date):
                sheet.write_datetime(index + 1, column, datetime.datetime(cell.year, cell.month, cell.day), day)
            elif isinstance(cell, str):
                sheet.write_string(index + 1, column, cell)
            elif cell is not None:
                sheet.write_number(index + 1, column, cell, workbook.add_format({"num_format": "0.0%"}) if column == 5 else None)
    workbook.close()


def budget():
    """A blank cell means the same as above, partly merged; subtotals; a hidden sheet; two tables in two sheets."""
    workbook = book("anggaran-dinas.xlsx")
    sheet = workbook.add_worksheet("Belanja")
    money = workbook.add_format({"num_format": "#,##0"})
    for column, text in enumerate(["Dinas", "Program", "Pagu (Rp)", "Realisasi (Rp)", "%"]):
        sheet.write_string(0, column, text)
    row = 1
    for agency, programmes in [("Dinas Kesehatan", [("Gizi", 1250000000, 980000000), ("Imunisasi", 740000000, 701500000)]),
                               ("Dinas PU", [("Jalan", 8900000000, 4100000000), ("Jembatan", 2300000000, 2250000000), ("Irigasi", 1800000000, 900000000)])]:
        first = row
        for programme, plan, spent in programmes:
            if row == first and agency == "Dinas Kesehatan":
                sheet.write_string(row, 0, agency)
            sheet.write_string(row, 1, programme)
            sheet.write_number(row, 2, plan, money)
            sheet.write_number(row, 3, spent, money)
            sheet.write_formula(row, 4, f"=D{row + 1}/C{row + 1}", workbook.add_format({"num_format": "0.00%"}), spent / plan)
            row += 1
        if agency == "Dinas PU":
            sheet.merge_range(first, 0, row - 1, 0, agency)
        sheet.write_string(row, 1, "Sub Jumlah")
        sheet.write_formula(row, 2, f"=SUM(C{first + 1}:C{row})", money, sum(plan for _, plan, _ in programmes))
        sheet.write_formula(row, 3, f"=SUM(D{first + 1}:D{row})", money, sum(spent for _, _, spent in programmes))
        row += 1
    hidden = workbook.add_worksheet("Referensi")
    hidden.write_row(0, 0, ["kode", "nama"])
    hidden.write_row(1, 0, ["1.02", "Dinas Kesehatan"])
    hidden.hide()
    other = workbook.add_worksheet("Lampiran")
    other.write_row(2, 1, ["Bulan", "Realisasi"])
    for index, month in enumerate(["Januari", "Februari", "Maret"]):
        other.write_row(3 + index, 1, [month, 100.5 * (index + 1)])
    workbook.close()


def codes():
    """Leading zeros three ways, a NIK column, phone numbers, errors of formulas, flags, doubled and empty headings."""
    workbook = book("puskesmas-dan-kode.xlsx")
    sheet = workbook.add_worksheet("Puskesmas")
    for column, text in enumerate(["Kode", "Kode Wilayah", "Nama", "Nama", "", "NIK Kepala", "Telepon", "Rawat Inap", "Rasio", "Dibuka"]):
        sheet.write_string(0, column, text)
    padded = workbook.add_format({"num_format": "00000"})
    area = workbook.add_format({"num_format": '00"."00"."00'})
    moment = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    for index, name in enumerate(["Patrang", "Sumbersari", "Kaliwates", "Arjasa"]):
        row = index + 1
        sheet.write_number(row, 0, 7 + index, padded)
        sheet.write_number(row, 1, 350901 + index, area)
        sheet.write_string(row, 2, f"Puskesmas {name}")
        sheet.write_string(row, 3, f"dr. {name[::-1].title()}")
        sheet.write_string(row, 4, "x")
        sheet.write_string(row, 5, f"350901{41 + index}0585000{index + 1}")
        sheet.write_string(row, 6, f"0812345678{index}0")
        sheet.write_boolean(row, 7, index % 2 == 0)
        sheet.write_formula(row, 8, f"=A{row + 1}/0" if index == 2 else f"=A{row + 1}/4", None, "#DIV/0!" if index == 2 else (7 + index) / 4)
        sheet.write_datetime(row, 9, datetime.datetime(2001, 5, 2 + index, 7, 30), moment)
    workbook.close()


def macintosh():
    """Days counted from 1904."""
    workbook = book("hitungan-1904.xlsx", date_1904=True)
    sheet = workbook.add_worksheet("Jadwal")
    day = workbook.add_format({"num_format": "d mmmm yyyy"})
    sheet.write_row(0, 0, ["tanggal", "kegiatan"])
    sheet.write_datetime(1, 0, datetime.datetime(2024, 2, 29), day)
    sheet.write_string(1, 1, "Musrenbang")
    workbook.close()


def commented():
    """Comments, colours, a picture-free drawing and a formula that must all survive when comments are added."""
    workbook = book("berkomentar.xlsx")
    sheet = workbook.add_worksheet("Isian & Data")
    red = workbook.add_format({"bg_color": "#FFEB9C", "num_format": "0.0"})
    sheet.write_row(0, 0, ["kecamatan", "jumlah", "tahun"])
    sheet.write_row(1, 0, ["Patrang", 12.5, 2024])
    sheet.write_number(2, 1, 7, red)
    sheet.write_row(4, 0, ["Arjasa", "banyak", 2024])
    sheet.write_formula(5, 1, "=B2*2", red, 25)
    sheet.write_comment("A1", "Pakai nama resmi <kecamatan> & desa", {"author": "Siti"})
    sheet.data_validation("C2:C9", {"validate": "integer", "criteria": "between", "minimum": 2000, "maximum": 2100})
    other = workbook.add_worksheet("Lain")
    other.write_string(0, 0, "lembar tanpa catatan")
    workbook.close()


def texts():
    """CSV as it comes out of Excel and of old programs."""
    def write(name, data):
        with open(os.path.join(HERE, name), "wb") as file:
            file.write(data)

    write("harga-titik-koma.csv", "sep=;\r\nTanggal;Komoditas;Harga;Stok\r\n12 Maret 2024;\"Beras; medium\";Rp 13.500;1.234,5\r\n"
          "13/03/2024;Café Robusta;\"Rp 45.000\";87,25\r\n".encode("cp1252"))
    write("campuran.csv", "kode,nama,catatan\n1,Café Jember,utf\n".encode() + "2,Café Arjasa,windows\n".encode("cp1252")
          + "3,Pasar “Baru”,utf lagi\n".encode())
    write("unicode-text.txt", "﻿kode\tnama\r\n01\tRambipuji 🙂\r\n".encode("utf-16-le"))
    write("tempat.geojson", """{"type": "FeatureCollection", "name": "puskesmas", "features": [
{"type": "Feature", "id": 1, "properties": {"nama": "Puskesmas Patrang", "buka": true, "layanan": ["umum", "gigi"]},
 "geometry": {"type": "Point", "coordinates": [113.7021, -8.1503]}},
{"type": "Feature", "id": 2, "properties": {"nama": "Puskesmas Arjasa", "kapasitas": 12.50},
 "geometry": {"type": "Polygon", "coordinates": [[[113.7, -8.1], [113.8, -8.1], [113.8, -8.2], [113.7, -8.1]]]}}
]}
""".encode())
    write("catatan.ndjson", b'{"id": 9007199254740993, "nama": "Satu", "alamat": {"jalan": "A"}}\n{"nama": "Dua", "baru": null}\n{rusak\n'
          b'{"id": 3, "nama": "Tiga \\u00e9"}\n')


for make in [schools, prices, budget, codes, macintosh, commented, texts]:
    make()
