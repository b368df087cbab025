"""Lays out the running Python as the root of a container image: interpreter, standard library, and what they link to.

    python3 python-base.py <folder>

There is no shell in it, so Dockerfiles on top use the exec form only.
"""

import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

# ldd does not list stub libraries that wheels still name, nor the C++ runtime of most of them.
NAMED_BY_WHEELS = ["libpthread.so.0", "libdl.so.2", "librt.so.1", "libutil.so.1", "libm.so.6", "libgcc_s.so.1", "libstdc++.so.6"]
NOT_NEEDED = shutil.ignore_patterns(
    "__pycache__", "test", "tests", "site-packages", "dist-packages", "idlelib", "tkinter", "turtledemo", "ensurepip", "config-*", "*.a"
)


def main(root):
    # A version manager puts scripts on PATH; the real interpreter is this one.
    interpreter = Path(sys.executable).resolve()
    library = Path(sysconfig.get_path("stdlib"))
    copy(interpreter, root)
    for name in ("python", "python3"):
        link = root / str(interpreter.parent / name).lstrip("/")
        if not link.exists():
            link.symlink_to(interpreter.name)
    shutil.copytree(library, root / str(library).lstrip("/"), ignore=NOT_NEEDED, symlinks=False)
    programs = [interpreter, *library.glob("lib-dynload/*.so")]
    for shared in sorted({path for program in programs for path in linked(program)} | set(named_by_wheels())):
        copy(Path(shared), root)
    for folder in ("tmp", "opt/ml", "proc", "dev", "etc"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    (root / "etc/passwd").write_text("root:x:0:0:root:/:/\n")
    (root / "etc/python-bin").write_text(str(interpreter.parent))
    (root / "etc/python-lib").write_text(f"{sysconfig.get_config_var('LIBDIR')}:{multiarch()}")


def copy(path, root):
    """To the place it has here, as a file: links would have to be followed inside the image."""
    target = root / str(path).lstrip("/")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(path.resolve(), target)


def linked(program):
    text = subprocess.run(["ldd", str(program)], capture_output=True, text=True, check=False).stdout
    return re.findall(r"(?:=> )?(/\S+) \(0x", text)


def multiarch():
    return f"/lib/{sysconfig.get_config_var('MULTIARCH')}"


def named_by_wheels():
    """The linker's cache knows where this system keeps them."""
    text = subprocess.run(["/sbin/ldconfig", "-p"], capture_output=True, text=True, check=True).stdout
    paths = dict(re.findall(r"(\S+) \([^)]*x86-64[^)]*\) => (/\S+)", text) or re.findall(r"(\S+) \([^)]*\) => (/\S+)", text))
    return [paths[name] for name in NAMED_BY_WHEELS if name in paths]


main(Path(sys.argv[1]).absolute())
