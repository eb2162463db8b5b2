"""What Pendopo says, by the keys of its sentences: so that a walk presses what a person reads, in whichever language the page is."""

import functools
import json

from server import ROOT


@functools.cache
def all_of(language):
    found = {}
    for file in sorted((ROOT / "Sources").glob(f"*/Text/**/{language}.json")):
        found |= json.loads(file.read_text())
    return found


def sentence(language, key, **values):
    text = all_of(language)[key]
    for name, value in values.items():
        text = text.replace("{" + name + "}", str(value))
    return text
