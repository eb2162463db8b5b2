"""Makes a workbook of the first rows of a CSV, with whole numbers as numbers and days as days."""
import csv
import datetime
import sys

import openpyxl

source, target, most = sys.argv[1], sys.argv[2], int(sys.argv[3])
book = openpyxl.Workbook(write_only=True)
sheet = book.create_sheet("layanan")
with open(source, newline="") as lines:
    reader = csv.reader(lines)
    sheet.append(next(reader))
    for number, row in enumerate(reader):
        if number == most:
            break
        row[0], row[2], row[9] = int(row[0]), int(row[2]), int(row[9])
        row[1] = datetime.date.fromisoformat(row[1])
        row[10] = float(row[10]) if row[10] else None
        sheet.append([cell if cell != "" else None for cell in row])
book.save(target)
