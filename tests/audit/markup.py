"""Every page kind through validators of HTML: html-validate always, the W3C's own (Nu) where Java is."""

import json
import shutil
import tempfile
import urllib.error
import urllib.request
from pathlib import Path

from tests.audit import tools
from tests.audit.newsroom import Newsroom
from tests.audit.result import Result, Row

NU = tools.MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"


def measure(newsroom: Newsroom) -> Result:
    result = Result("HTML", "Every page kind, as the server sends it, through the validators of the registries.")
    with tempfile.TemporaryDirectory() as folder:
        files = save(newsroom, Path(folder))
        for name, faults in (("html-validate", _html_validate(files)), ("Nu (W3C)", _nu(files))):
            if faults is None:
                result.rows.append(Row(f"{name}: pages", "not run: no Java here", "", met=True))
                continue
            result.rows.append(Row(f"{name}: pages", str(len(files)), "every kind", met=True))
            result.rows.append(Row(f"{name}: faults", str(len(faults)), "0", not faults))
            result.faults += faults
    return result


def save(newsroom: Newsroom, folder: Path) -> dict[Path, str]:
    """Each kind's HTML in a file; file -> kind."""
    files = {}
    for number, kind in enumerate(newsroom.pages):
        path = folder / f"{number:02}.html"
        path.write_bytes(body_of(newsroom, kind))
        files[path] = kind
    return files


def body_of(newsroom: Newsroom, kind: str) -> bytes:
    address = urllib.request.quote(newsroom.address(kind), safe=":/?&=%")  # type: ignore[attr-defined]
    cookie = {"Cookie": f"django_language={tools.language_of(kind)}"}
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=cookie), timeout=30) as response:
            return bytes(response.read())
    except urllib.error.HTTPError as error:
        if error.code != newsroom.errors.get(kind):
            raise
        return bytes(error.read())


def _html_validate(files: dict[Path, str]) -> list[str]:
    config = tools.HERE / "html-validate.json"
    # Into a file: it ends before a pipe has taken a long report.
    told = next(iter(files)).parent / "html-validate.json"
    outcome = tools.run(tools.node("html-validate", f"--config={config}", f"--formatter=json={told}", *map(str, files)))
    if not told.exists():
        raise RuntimeError(f"html-validate failed: {outcome.stderr[-600:]}")
    report = json.loads(told.read_text(encoding="utf-8"))
    return [
        f"{files[Path(page['filePath'])]}, line {fault['line']}: {fault['ruleId']}: {fault['message']}"
        for page in report
        for fault in page["messages"]
    ]


def _nu(files: dict[Path, str]) -> list[str] | None:
    java = shutil.which("java")
    if java is None:
        return None
    outcome = tools.run([java, "-jar", str(NU), "--format", "json", "--stdout", *map(str, files)])
    messages = json.loads(outcome.stdout)["messages"]
    return [
        f"{_kind(files, fault['url'])}, line {fault.get('lastLine')}: {fault['message']}"
        for fault in messages
        if fault["type"] == "error" or fault.get("subType") == "warning"
    ]


def _kind(files: dict[Path, str], url: str) -> str:
    return files.get(Path(url.removeprefix("file:")), url)
