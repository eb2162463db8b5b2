"""What a check is, and how they find each other."""

CHECKS = []


def check(name):
    """Registers a check; it gets the server and raises when something does not hold."""

    def keep(function):
        CHECKS.append((name, function))
        return function

    return keep


def same(found, expected, what=""):
    assert found == expected, f"{what or 'got'}: {found!r} instead of {expected!r}"
