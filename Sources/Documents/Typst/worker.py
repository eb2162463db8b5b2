"""Sets one paper: reads paper.typ and what lies beside it, writes a line of JSON and then the PDF to standard output.

Started by PaperPress as `python3 -I worker.py FOLDER SECONDS MEMORY TIMESTAMP FONTS`. Before Typst is even loaded this process takes from
itself what setting a paper does not need: other files' descriptors, memory and time without end, writing files, the network, and
starting programs.
"""
import ctypes
import json
import os
import platform
import re
import resource
import struct
import sys

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2

# Typst names every letter it misses at once; a second round is for those that then come into sight.
ROUNDS = 6

# Calls that are refused: socket, connect, bind, sendto, execve, execveat, ptrace, io_uring_setup.
REFUSED = {
    "x86_64": (0xC000003E, (41, 42, 49, 44, 59, 322, 101, 425)),
    "aarch64": (0xC00000B7, (198, 203, 200, 206, 221, 281, 117, 425)),
}


def limit(seconds, memory):
    os.closerange(3, 4096)
    os.nice(10)
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def cut_network():
    """A network of its own with nothing in it, where the system lets us; and in any case no way to open a socket."""
    libc = ctypes.CDLL(None, use_errno=True)
    done = []
    if libc.unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0 or libc.unshare(CLONE_NEWNET) == 0:
        done.append("namespace")
    if filter_calls(libc):
        done.append("filter")
    return done


def filter_calls(libc):
    if platform.machine() not in REFUSED:
        return False
    architecture, calls = REFUSED[platform.machine()]

    def step(code, value, yes=0, no=0):
        return struct.pack("HBBI", code, yes, no, value)

    load, equal, above, answer = 0x20, 0x15, 0x35, 0x06
    refuse, allow, kill = 0x00050001, 0x7FFF0000, 0x80000000
    steps = [step(load, 4), step(equal, architecture, 1, 0), step(answer, kill), step(load, 0)]
    # Calls of the other table of x86_64 have this bit.
    steps += [step(above, 0x40000000, 0, 1), step(answer, refuse)]
    for call in calls:
        steps += [step(equal, call, 0, 1), step(answer, refuse)]
    steps.append(step(answer, allow))
    program = ctypes.create_string_buffer(b"".join(steps))

    class Program(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("steps", ctypes.c_void_p)]

    filled = Program(len(steps), ctypes.addressof(program))
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(filled), 0, 0) == 0


def missing_letters(diagnostic):
    """The letters that Typst names, each as itself or as \\u{1f600}."""
    found = []
    for text in re.findall(r'the text `"(.+?)"` could not be displayed', diagnostic):
        text = re.sub(r"\\u\{([0-9a-f]+)\}", lambda code: chr(int(code.group(1), 16)), text)
        found += [letter for letter in text if letter not in found]
    return found


def tell(head, content=b""):
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + content)
    sys.stdout.buffer.flush()


def main():
    folder, seconds, memory, moment, fonts = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), sys.argv[5]
    limit(seconds, memory)
    os.chdir(folder)
    network = cut_network()
    if not network:
        return tell({"status": "unsafe"})
    try:
        import typst
    except ImportError as error:
        return tell({"status": "missing", "message": str(error)})
    known = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[fonts] if os.path.isdir(fonts) else [])
    replaced = ""
    for _ in range(ROUNDS):
        try:
            made, warnings = typst.compile_with_warnings(
                "paper.typ", root=".", font_paths=known, format="pdf", pdf_standards=["a-3a", "ua-1"], timestamp=moment,
                sys_inputs={"missing": "".join(f"\\u{{{ord(letter):x}}}" for letter in replaced)})
            break
        except typst.TypstError as error:
            # PDF/A refuses letters that no font has. A book must not fail for one of them: a box is printed, and said so.
            missing = [letter for letter in missing_letters(str(error.diagnostic)) if letter not in replaced]
            if not missing:
                return tell({"status": "refused", "message": error.message[:2000], "diagnostic": str(error.diagnostic)[:4000]})
            replaced += "".join(missing)
        except MemoryError:
            return tell({"status": "memory"})
        except BaseException as error:  # A panic inside Typst comes as an exception of its own kind.
            return tell({"status": "refused", "message": f"{type(error).__name__}: {error}"[:2000], "diagnostic": ""})
    else:
        return tell({"status": "refused", "message": "letters without a font", "diagnostic": replaced})
    tell({"status": "made", "network": network, "replaced": replaced, "bytes": len(made)}, made)


main()
