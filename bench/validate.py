"""Reads and validates a workbook with Frictionless; prints rows and seconds of processor time."""
import os
import pathlib
import sys
import time

from frictionless import Checklist, Resource, Schema, validate

names = {"id": "integer", "tanggal": "date", "tahun": "integer", "jumlah": "integer", "nilai": "number"}
columns = ["id", "tanggal", "tahun", "kecamatan", "desa", "kode_wilayah", "opd", "jenis_layanan", "status", "jumlah", "nilai", "catatan"]
schema = Schema.from_descriptor({"fields": [{"name": name, "type": names.get(name, "string")} for name in columns]})
# It takes absolute paths for unsafe.
file = pathlib.Path(sys.argv[1])
os.chdir(file.parent)
began = time.process_time()
# A row that ends in empty cells is not wrong.
report = validate(Resource(path=file.name, schema=schema), checklist=Checklist(skip_errors=["missing-cell"]))
seconds = time.process_time() - began
if not report.valid:
    sys.exit(f"not valid: {report.errors} {report.tasks[0].errors[:3]}")
print(report.tasks[0].stats["rows"], seconds)
