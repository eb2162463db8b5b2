"""Journeys: what people do, walked in a real browser. Each file registers its own with `@journey`."""

JOURNEYS = []


def journey(name):
    """Registers a walk. It takes the server and raises when something is not as a person would expect it."""

    def register(walk):
        JOURNEYS.append((name, walk))
        return walk

    return register


def equal(found, expected, what):
    assert found == expected, f"{what}: expected {expected!r}, found {found!r}"


def holds(condition, what):
    assert condition, what
