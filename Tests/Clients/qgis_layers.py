"""Run by Debian's python3, which has QGIS: opens every collection of an OGC API as QGIS does when somebody adds it as a layer, and prints what
it finds, a JSON object a line."""

import json
import sys
import urllib.request

from qgis.core import QgsApplication, QgsFeatureRequest, QgsRectangle, QgsVectorLayer, QgsWkbTypes

MOST = 1000

application = QgsApplication([], False)
application.initQgis()
root = sys.argv[1]
with urllib.request.urlopen(root + "/collections") as answer:
    names = [collection["id"] for collection in json.load(answer)["collections"]]
for name in names:
    layer = QgsVectorLayer(f" url='{root}' typename='{name}' pagingEnabled='true'", name, "OAPIF")
    found = {"name": name, "isValid": layer.isValid()}
    if layer.isValid():
        # What is long is read in part: QGIS fetches and keeps every page of it.
        features = list(layer.getFeatures(QgsFeatureRequest().setLimit(MOST)))
        box = QgsRectangle(113.6, -8.3, 113.8, -8.1)
        found |= {
            "told": layer.featureCount(),
            "read": len(features),
            "most": MOST,
            "shape": QgsWkbTypes.displayString(layer.wkbType()),
            "reference": layer.crs().authid(),
        }
        if layer.featureCount() <= MOST:
            found["within"] = sum(1 for _ in layer.getFeatures(QgsFeatureRequest(box)))
            found["touching"] = sum(1 for one in features if not one.geometry().isNull() and one.geometry().intersects(box))
    print(json.dumps(found), flush=True)
