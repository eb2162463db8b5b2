"""Reads and validates a workbook with Frictionless; prints rows and seconds of processor time."""
import sys
import time

from frictionless import Resource, Schema, validate

names = {"id": "integer", "tanggal": "date", "tahun": "integer", "jumlah": "integer", "nilai": "number"}
columns = ["id", "tanggal", "tahun", "kecamatan", "desa", "kode_wilayah", "opd", "jenis_layanan", "status", "jumlah", "nilai", "catatan"]
schema = Schema.from_descriptor({"fields": [{"name": name, "type": names.get(name, "string")} for name in columns]})
began = time.process_time()
report = validate(Resource(path=sys.argv[1], schema=schema))
print(report.tasks[0].stats["rows"], time.process_time() - began)
if not report.valid:
    sys.exit(f"not valid: {report.tasks[0].errors[:3]}")
